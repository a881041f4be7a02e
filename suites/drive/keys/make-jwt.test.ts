import { compactVerify, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { decodeJws } from '../../decode/jws.ts'
import { createKeyRing } from './key-ring.ts'
import { makeJwt } from './make-jwt.ts'

const claims = { iss: 'me', exp: 1 }

describe('the keys of a run', () => {
  const ring = createKeyRing()

  it('are the same for the same name and algorithm, and different otherwise', async () => {
    const [one, again, other, ed] = await Promise.all([
      ring.key('a'),
      ring.key('a', 'ES256'),
      ring.key('b'),
      ring.key('a', 'EdDSA'),
    ])
    expect(again).toBe(one)
    expect(new Set([one.kid, other.kid, ed.kid]).size).toBe(3)
  })

  it('are known without waiting once they have been made, and not before', async () => {
    expect(ring.made('later')).toBeUndefined()
    const key = await ring.key('later')
    expect(ring.made('later')).toBe(key)
    expect(ring.made('later', 'ES384')).toBeUndefined()
  })

  it.each([
    'ES256',
    'ES384',
    'ES512',
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'EdDSA',
    'Ed25519',
  ] as const)('%s: the published half verifies what was signed', async (alg) => {
    const key = await ring.key('signer', alg)
    const token = makeJwt({ alg, kid: key.kid ?? '' }, claims, { kind: 'key', key })
    const { payload } = await compactVerify(token, await importJWK({ ...key.publicJwk }, alg))
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(claims)
    expect(key.publicJwk).not.toHaveProperty('d')
  })
})

describe('a JWT of ours', () => {
  it('is signed with a shared secret', async () => {
    const secret = 'a secret of more than thirty-two characters'
    const token = makeJwt({ alg: 'HS256' }, claims, { kind: 'secret', secret })
    await expect(compactVerify(token, new TextEncoder().encode(secret))).resolves.toBeDefined()
  })

  it('says what it is told to say, also unsigned', async () => {
    const made = decodeJws(makeJwt({ alg: 'NoNe', crit: ['x'] }, claims, { kind: 'nobody' }))
    expect(made).toMatchObject({ ok: true, value: { header: { alg: 'NoNe', crit: ['x'] }, claims } })
  })
})
