import { compactVerify, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { issuedJwts } from '../drive/kept-signatures.ts'
import type { Evidence } from '../model/evidence.ts'
import { createSigningKey } from '../reference-server/jwt/keys.ts'
import { fullJwtRules } from '../reference-server/jwt/rules.ts'
import { faultsOf, signedAgain, withFile } from './testing.ts'
import { certified, endOf, longExpired, recorded } from './testing-kept.ts'

const key = createSigningKey('full')
let issued = 0
/** Most tokens live for a second, and the run for several. */
const lifetime = () => {
  issued += 1
  return issued % 4 === 0 ? 3600 : 1
}
const { evidence } = await recorded({ key, rules: { lifetime } }, { keepSignaturesAfter: 0, rate: 15 })
const kept = evidence.keptSignatures?.signatures ?? {}
const tokens = issuedJwts(evidence)
const young = tokens.find((token) => kept[token.key] === undefined)
const [first = ['', ''], second = ['', '']] = Object.entries(kept)

const keeping = (signatures: Readonly<Record<string, string>>): Evidence => ({
  ...evidence,
  keptSignatures: { signatures, notKept: [] },
})

describe('signatures of expired tokens of deleted clients', () => {
  it('are kept so that anybody with the key of the server can verify them', async () => {
    const open = await importJWK((await key).publicJwk)
    expect(Object.keys(kept).length).toBeGreaterThan(2)
    const end = endOf(evidence).getTime() / 1000
    for (const { key: tag, signingInput, claims } of tokens.filter((token) => kept[token.key] !== undefined)) {
      const { payload } = await compactVerify(`${signingInput}.${kept[tag]}`, open)
      expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(claims)
      expect(claims.exp).toBeLessThan(end)
    }
    const counted = evidence.keptSignatures?.notKept.reduce((sum, each) => sum + each.tokens, 0)
    expect(Object.keys(kept).length + (counted ?? 0)).toBe(tokens.length)
  })

  it('are kept of no other tokens, and why is counted', async () => {
    const { evidence: living } = await recorded({ key })
    expect(living.keptSignatures).toEqual({
      signatures: {},
      notKept: [
        { because: 'the token had not been expired for 60 s when the run ended', tokens: issuedJwts(living).length },
      ],
    })
    const { evidence: left } = await recorded(
      { key, rules: longExpired },
      { keepSignaturesAfter: 60, keepClients: true },
    )
    expect(left.keptSignatures).toEqual({
      signatures: {},
      notKept: [{ because: 'the claims name no client that the run has deleted', tokens: issuedJwts(left).length }],
    })
  })

  it('are kept of no token that lives longer by its answer than by its claims', async () => {
    const { accessTokenClaims } = longExpired
    const { evidence: living } = await recorded({ key, rules: { accessTokenClaims } })
    expect(living.keptSignatures?.signatures).toEqual({})
  })

  it('are kept of no token whose claims hold a secret: the evidence does not show what was signed', async () => {
    const { evidence: telling } = await recorded({
      key,
      rules: {
        ...longExpired,
        accessTokenClaims: (context, request) => ({
          ...fullJwtRules.accessTokenClaims(context, request),
          exp: request.issuedAt - 120,
          told: request.client.secret ?? '',
        }),
      },
    })
    expect(telling.keptSignatures?.signatures).toEqual({})
    expect(telling.keptSignatures?.notKept.map(({ because }) => because)).toEqual([
      'a part of what was signed is redacted',
    ])
  })

  it('are kept by nobody who does not ask for it', async () => {
    const { evidence: usual } = await recorded({ key, rules: longExpired }, {})
    expect(usual.keptSignatures).toBeUndefined()
    expect(issuedJwts(usual).length).toBeGreaterThan(2)
    expect(JSON.stringify(usual)).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]{20,}/u)
  })

  it('change no verdict, and the run is made once more with them', async () => {
    const certificate = await certified(evidence)
    const { keptSignatures: _, ...without } = evidence
    const other = await certified(without)
    expect(certificate.files['report.json']).toBe(other.files['report.json'])
    expect(await faultsOf(certificate, { now: endOf(evidence) })).toEqual([])
  })
})

describe('a kept signature that no run has kept', () => {
  const flipped = `${first[1].startsWith('A') ? 'B' : 'A'}${first[1].slice(1)}`
  const notVerified: Evidence = {
    ...evidence,
    secrets: Object.fromEntries(
      Object.entries(evidence.secrets).map(([tag, facts]) => {
        const { signature: _, ...rest } = facts
        return [tag, tag === first[0] ? rest : facts]
      }),
    ),
  }
  it.each<readonly [string, Evidence, RegExp]>([
    ['a letter is another one', keeping({ ...kept, [first[0]]: flipped }), /is not the one that the run has verified/u],
    ['two change places', keeping({ [first[0]]: second[1], [second[0]]: first[1] }), /is not the one that the run/u],
    ['it is cut short', keeping({ ...kept, [first[0]]: first[1].slice(0, -4) }), /is not the one that the run/u],
    ['its token is of no answer', keeping({ ...kept, 'access_token#ffffffff': first[1] }), /no answer has such an/u],
    [
      'its token had not expired',
      keeping({ ...kept, [young?.key ?? '']: first[1] }),
      /the token had not expired when the run ended/u,
    ],
    ['its token was not verified', notVerified, /no published key had verified the signature/u],
    [
      'its client stays',
      {
        ...evidence,
        exchanges: evidence.exchanges.map((each) =>
          each.operation === 'delete_client' && each.response !== undefined
            ? { ...each, response: { ...each.response, status: 403 } }
            : each,
        ),
      },
      /the claims name no client that the run has deleted/u,
    ],
  ])('is refused by name: %s', async (_, forged, says) => {
    await expect(certified(forged)).rejects.toThrow(says)
    const text = `${JSON.stringify(forged, null, 1)}\n`
    const bundle = signedAgain(withFile('evidence.json', () => text, await certified(evidence)))
    expect(await faultsOf(bundle, { now: endOf(evidence) })).toContain('evidence-contradicts-itself')
  })

  it('is no evidence where it is no signature, or stands under another tag', async () => {
    await expect(certified(keeping({ [first[0]]: 'not base64url' }))).rejects.toThrow(/signatures/u)
    await expect(certified(keeping({ 'client_secret#3f2a': first[1] }))).rejects.toThrow(/signatures/u)
  })
})
