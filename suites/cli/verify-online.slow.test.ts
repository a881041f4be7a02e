import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startReferenceServer } from '../reference-server/index.ts'
import { createSigningKey } from '../reference-server/jwt/keys.ts'
import { fullJwtRules } from '../reference-server/jwt/rules.ts'
import { grantcheck } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantcheck online '))
const path = (name: string): string => join(folder, name)
const [key, other] = [createSigningKey('full'), createSigningKey('full')]
const profile = ['--profile', 'unstored-tokens', '--set', 'propagationSeconds=0']
const verify = (...more: readonly string[]) =>
  grantcheck(['verify', path('bundle.json'), '--key', path('KEY.pub'), ...more])

let told: Awaited<ReturnType<typeof grantcheck>>
let port: number

beforeAll(async () => {
  // Tokens of a server with a wrong clock: the run need not wait until they have expired.
  const server = await startReferenceServer({
    mode: 'full',
    key,
    rules: {
      accessTokenClaims: (context, request) => ({
        ...fullJwtRules.accessTokenClaims(context, request),
        exp: request.issuedAt - 120,
      }),
      expiresIn: () => -120,
    },
  })
  port = Number(new URL(server.issuer).port)
  const keep = ['--keep-expired-signatures', '--evidence', path('evidence.json')]
  told = await grantcheck(['run', server.issuer, ...profile, ...keep])
  await server.close()
  await grantcheck(['keygen', '--out', path('KEY')])
  const made = await grantcheck(['certify', path('evidence.json'), '--key', path('KEY'), '--out', path('bundle.json')])
  expect(made.code, made.err).toBe(0)
})

afterAll(() => rmSync(folder, { recursive: true }))

async function whilePublished<T>(of: typeof key, work: () => Promise<T>): Promise<T> {
  const server = await startReferenceServer({ mode: 'full', port, key: of })
  return work().finally(server.close)
}

describe('run --keep-expired-signatures', () => {
  it('says how many it has kept', () => {
    const { keptSignatures } = JSON.parse(readFileSync(path('evidence.json'), 'utf8'))
    const many = Object.keys(keptSignatures.signatures).length
    expect(many).toBeGreaterThan(2)
    expect(told.err).toContain(`${many} signatures of expired tokens kept\n`)
  })

  it('says what to do where there is none', async () => {
    const { err } = await grantcheck(['demo', ...profile, '--keep-expired-signatures', '--evidence', path('none.json')])
    expect(err).toMatch(
      /no signature was kept, so "verify --online" has nothing to check: the token had not been expired for 60 s when the run ended \(\d+ tokens\)\. Let the server issue tokens that live for some seconds/u,
    )
  })

  it('needs a file for the evidence, and clients that are deleted', async () => {
    expect(await grantcheck(['demo', '--keep-expired-signatures'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--keep-expired-signatures needs --evidence'),
    })
    for (const option of ['--keep-clients', '--read-only'])
      expect(
        await grantcheck(['demo', '--keep-expired-signatures', '--evidence', path('none.json'), option]),
      ).toMatchObject({ code: 2, err: expect.stringContaining(option) })
  })
})

describe('verify --online', () => {
  it('ends with 0 where the keys of the issuer verify every kept signature', async () => {
    const { code, out } = await whilePublished(key, () => verify('--online'))
    expect(code).toBe(0)
    expect(out).toMatch(/Proven\n[\s\S]*publishes now[\s\S]*\nNot proven\n/u)
    expect(out).toContain('VALID certificate')
  })

  it('ends with 1 where they refuse one', async () => {
    const { kid } = await key
    const forged = other.then((of) => ({ ...of, kid, publicJwk: { ...of.publicJwk, kid } }))
    const { code, out } = await whilePublished(forged, () => verify('--online'))
    expect(code).toBe(1)
    expect(out).toMatch(/NOT VALID\n {2}kept-signature-refused: /u)
    expect((await verify()).code).toBe(0)
  })

  it('ends with 3 where the key is not published any more, or the issuer does not answer', async () => {
    const changed = await whilePublished(other, () => verify('--online'))
    expect(changed.code).toBe(3)
    expect(changed.out).toMatch(/not confirmed by the issuer: of \d+ kept signatures the key "\S+" is no longer/u)
    const silent = await verify('--online')
    expect(silent.code).toBe(3)
    expect(silent.out).toMatch(/not confirmed by the issuer: the metadata of http\S+ cannot be read: .*ECONNREFUSED/u)
    expect(silent.out).not.toContain('VALID certificate')
  })
})
