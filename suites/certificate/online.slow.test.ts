import { describe, expect, it } from 'vitest'
import { issuedJwts } from '../drive/kept-signatures.ts'
import { liveKeys } from '../drive/live-keys.ts'
import { specs } from '../live/testing/engine.ts'
import type { Bundle } from '../model/bundle.ts'
import type { Evidence } from '../model/evidence.ts'
import { type ReferenceServer, type ReferenceServerOptions, startReferenceServer } from '../reference-server/index.ts'
import { createSigningKey, type SigningKey } from '../reference-server/jwt/keys.ts'
import { packageVersion } from '../run/version.ts'
import { bundleText } from './bundle.ts'
import { vendor } from './testing.ts'
import { certified, endOf, longExpired, recorded } from './testing-kept.ts'
import { type Verification, verifyBundle } from './verify.ts'
import { caveats, proofs } from './words.ts'

const [key, other] = [createSigningKey('full'), createSigningKey('full')]
const { evidence, port } = await recorded({ key, rules: longExpired })
const bundle = await certified(evidence)
const many = Object.keys(evidence.keptSignatures?.signatures ?? {}).length

const ask = (issuer: string) =>
  liveKeys(issuer, { version: packageVersion(), env: {}, signal: new AbortController().signal })

const verified = (of: Bundle = bundle, at: Evidence = evidence): Promise<Verification> =>
  verifyBundle(Buffer.from(bundleText(of)), 'B', {
    specs,
    version: packageVersion(),
    now: endOf(at),
    key: vendor.open,
    online: ask,
  })

/** What a server that has the place of the issuer now makes of the certificate. */
async function whileServed<T>(
  options: ReferenceServerOptions,
  work: (server: ReferenceServer) => Promise<T>,
  at = port,
): Promise<T> {
  const server = await startReferenceServer({ mode: 'full', port: at, ...options })
  return work(server).finally(server.close)
}

/** Another key under the same name. */
const renamed = async (of: Promise<SigningKey>, kid: Promise<SigningKey>): Promise<SigningKey> => {
  const { kid: name } = await kid
  return { ...(await of), kid: name, publicJwk: { ...(await of).publicJwk, kid: name } }
}

describe('kept signatures and the keys that the issuer publishes now', () => {
  it('are proven where the keys verify them', async () => {
    const verification = await whileServed({ key }, () => verified())
    expect(verification.faults).toEqual([])
    expect(verification.online).toEqual({
      verified: many,
      of: issuedJwts(evidence).length,
      keysAt: expect.stringContaining(`http://127.0.0.1:${port}/`),
      refused: [],
      unchecked: [],
    })
    expect(many).toBeGreaterThan(2)
    const told = proofs(verification).join('\n')
    expect(told).toContain(`Keys that ${evidence.facts.issuer} publishes now`)
    expect(told).toContain(`verify the signatures of ${many} of the ${many} access tokens`)
    expect(caveats(verification, true).join('\n')).toContain('Signatures of other tokens were checked during the run')
  })

  it('are refused where a key of that name does not verify them: a forger has keys of his own', async () => {
    const verification = await whileServed({ key: renamed(other, key) }, () => verified())
    expect(verification.faults).toEqual([
      {
        kind: 'kept-signature-refused',
        message: expect.stringMatching(
          /^the kept signature of access_token#\w+ does not verify with the key ".+" that http\S+ publishes now: .*, and \d+ more$/u,
        ),
      },
    ])
  })

  it('show nothing where the key is not published any more', async () => {
    const verification = await whileServed({ key: other }, () => verified())
    const { kid } = await key
    expect(verification.faults).toEqual([])
    expect(verification.online).toMatchObject({
      verified: 0,
      unchecked: [`of ${many} kept signatures the key "${kid}" is no longer published`],
    })
    expect(proofs(verification).join('\n')).not.toMatch(/publishes now/u)
    expect(caveats(verification, true).join('\n')).toContain('is no longer published')
  })

  it('show nothing where the issuer does not answer, or nobody may ask it', async () => {
    expect((await verified()).online?.unchecked).toEqual([
      expect.stringMatching(/the metadata of .* cannot be read: /u),
    ])
    for (const [issuer, says] of [
      ['http://as.company.test/', /plain http/u],
      ['https://as.example.com', /documentation examples/u],
      ['no URL', /has no scheme|blanks/u],
      ['ftp://127.0.0.1/', /neither https nor http/u],
    ] as const)
      expect(await ask(issuer)).toEqual({ kind: 'none', because: expect.stringMatching(says) })
  })

  it.each<readonly [string, ReferenceServerOptions, RegExp]>([
    [
      'the metadata is that of another issuer',
      { rules: { metadataDocument: () => ({ issuer: 'https://other.test', jwks_uri: 'https://other.test/jwks' }) } },
      /is not that of http/u,
    ],
    [
      'the metadata names no keys',
      { rules: { metadataDocument: ({ state }) => ({ issuer: state.issuer }) } },
      /has no jwks_uri/u,
    ],
    [
      'the keys are no keys',
      {
        rules: {
          publishedKeys: async () => [],
          metadataDocument: ({ state }) => ({ issuer: state.issuer, jwks_uri: `${state.issuer}/nothing` }),
        },
      },
      /the keys at .* cannot be read: the answer is 404/u,
    ],
    [
      'the issuer redirects',
      { gateway: (_, outgoing) => outgoing.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end() },
      /cannot be read: the answer is 302/u,
    ],
  ])('show nothing where %s', async (_, options, says) => {
    const { online, faults } = await whileServed({ key, ...options }, () => verified())
    expect(faults).toEqual([])
    expect(online).toMatchObject({ verified: 0, refused: [], unchecked: [expect.stringMatching(says)] })
  })

  it('are not looked for where there are none, or where the bundle is refused anyway', async () => {
    const { evidence: without, port: place } = await recorded({ key, rules: longExpired }, {})
    const usual = await certified(without)
    const none = await whileServed(
      { key },
      async (server) => [await verified(usual, without), server.requests()] as const,
      place,
    )
    expect(none[0].online?.unchecked).toEqual([expect.stringContaining('made without --keep-expired-signatures')])
    expect(none[1]).toBe(0)
    const spoiled = { ...bundle, files: { ...bundle.files, 'report.json': '{}' } }
    const refused = await whileServed({ key }, async (server) => [await verified(spoiled), server.requests()] as const)
    expect(refused[0].online).toBeUndefined()
    expect(refused[1]).toBe(0)
  })

  it('prove nothing where the tokens name another issuer: tenants may share keys', async () => {
    const accessTokenClaims: typeof longExpired.accessTokenClaims = (context, request) => ({
      ...longExpired.accessTokenClaims(context, request),
      iss: 'https://tenant.test',
    })
    const shared = await recorded({ key, rules: { ...longExpired, accessTokenClaims } })
    const certificate = await certified(shared.evidence)
    const { online, faults } = await whileServed({ key }, () => verified(certificate, shared.evidence), shared.port)
    expect(faults).toEqual([])
    expect(online).toMatchObject({
      verified: 0,
      unchecked: [expect.stringContaining('the token names another issuer, "https://tenant.test"')],
    })
  })
})
