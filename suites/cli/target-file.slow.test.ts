import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { clientAuthenticationFreedoms } from '../../fixtures/freedoms/client-authentication.ts'
import type { Supplies } from '../reference-server/enrol.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { rulesOf } from '../reference-server/rules.ts'
import { htmlReply, type Reply } from '../reference-server/wire/reply.ts'
import { grantcheck } from './testing.ts'

const box = mkdtempSync(join(tmpdir(), 'grantcheck-'))
// A few scenarios that use all that an operator can supply.
writeFileSync(
  join(box, 'small.yaml'),
  `profile: small
extends: rfc
version: "1"
title: A handful of scenarios
scenarios: [token/response, token/client-authentication, introspection/caller, revocation/effect, registration/response, refresh/grant]
`,
)

const server = await startReferenceServer({ mode: 'full', closed: true })
const page = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end('<!doctype html><p>Home'))
await new Promise<void>((resolve) => void page.listen(0, '127.0.0.1', resolve))
const pageUrl = `http://127.0.0.1:${(page.address() as AddressInfo).port}/`
afterAll(async () => {
  page.close()
  await server.close()
})

/** Lists secrets in the body alone, and does not look at the Authorization header. */
const postOnly =
  clientAuthenticationFreedoms.find(({ id }) => id === 'authentication-post-only')?.rules ?? ((rules) => rules)

const env = (supplies: Supplies): Record<string, string> => ({
  SECRET: supplies.client.client_secret,
  SECOND: supplies.secondClient.client_secret,
  REFRESH: supplies.refreshToken,
  STATEMENT: supplies.softwareStatement,
  INITIAL: supplies.initialAccessToken ?? '',
  WRONG: 'cp2GqKXv8sWmT5LtBz0d',
})

/** A target file with everything in it, line by line. */
const whole = (supplies: Supplies): Record<string, string> => ({
  issuer: server.issuer,
  profile: './small.yaml',
  scope: 'read write',
  client: `{ client_id: ${supplies.client.client_id}, client_secret: { env: SECRET } }`,
  secondClient: `{ client_id: ${supplies.secondClient.client_id}, client_secret: { env: SECOND } }`,
  introspectionClient: `{ client_id: ${supplies.secondClient.client_id}, client_secret: { env: SECOND } }`,
  initialAccessToken: '{ env: INITIAL }',
  refreshToken: '{ env: REFRESH }',
  softwareStatement: '{ env: STATEMENT }',
  resource: supplies.resource,
  secondResource: supplies.secondResource,
  endpoints: `{ token: "${server.endpoints.token}", introspection: "${server.endpoints.introspection}", resource: "${server.resource}" }`,
})

/** What the operator has: new for each test, since a refresh token may work once only. */
let supplies = await server.enrol()
beforeEach(async () => {
  supplies = await server.enrol()
})

async function told(lines: Record<string, string>, ...command: readonly string[]) {
  const file = join(box, `target-${Math.random()}.yaml`)
  writeFileSync(
    file,
    Object.entries(lines)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join(''),
  )
  const [name = 'run', ...options] = command
  return { file, ...(await grantcheck([name, file, ...options], env(supplies))) }
}

const lineOf = (lines: Record<string, string>, entry: string): number =>
  Object.keys(lines).indexOf(entry.split('.')[0] ?? '') + 1

describe('what the target file names is tried out before anything is judged', () => {
  it('a right one is conformant, and everything in it was used', async () => {
    const { code, out, err } = await told(whole(supplies), 'run', '--report', 'json')
    const report = JSON.parse(out)
    expect([code, report.because], err).toEqual([0, expect.stringContaining('none failed')])
  })

  it('a client without a method takes the one that the server lists', async () => {
    const post = await startReferenceServer({ mode: 'full', rules: postOnly(rulesOf('full')) })
    supplies = await post.enrol()
    const lines = {
      issuer: post.issuer,
      profile: './small.yaml',
      client: `{ client_id: ${supplies.client.client_id}, client_secret: { env: SECRET } }`,
    }
    const { code, err } = await told(lines, 'run', '--only', 'token/response').finally(post.close)
    expect(code, err).toBe(0)
  })

  const nowhere = `${server.baseUrl}/nowhere`
  it.each([
    ['client', '{ client_id: $client, client_secret: { env: WRONG } }', /401 invalid_client.*Check client_id/su],
    ['client', '{ client_id: nobody, client_secret: { env: SECRET } }', /401 invalid_client/u],
    ['secondClient', '{ client_id: $second, client_secret: { env: WRONG } }', /401 invalid_client/u],
    ['introspectionClient', '{ client_id: $second, client_secret: { env: WRONG } }', /introspect.* answered 401/u],
    ['initialAccessToken', '{ env: WRONG }', /register.* answered 401.*not used up/su],
    ['refreshToken', '{ env: WRONG }', /400 invalid_grant.*used up/su],
    ['softwareStatement', '{ env: WRONG }', /400 invalid_software_statement/u],
    ['scope', 'read wrong', /400 invalid_scope/u],
    ['resource', 'https://elsewhere.acme.io/', /400 invalid_target/u],
    ['secondResource', 'https://elsewhere.acme.io/', /400 invalid_target/u],
    ...['token', 'introspection', 'revocation', 'registration', 'jwks', 'metadata', 'resource'].map(
      (name) => [`endpoints.${name}`, `{ ${name}: "${nowhere}" }`, /nowhere answered 404.*Correct the URL/su] as const,
    ),
    ...['token', 'introspection', 'revocation', 'registration', 'jwks', 'metadata', 'resource'].map(
      (name) => [`endpoints.${name}`, `{ ${name}: "${pageUrl}" }`, /answered 200 html.*Correct the URL/su] as const,
    ),
    ['endpoints.introspection', `{ introspection: "${server.endpoints.jwks}" }`, /POST .* answered 40[45]/u],
    ['endpoints.token', '{ token: "http://127.0.0.1:9/token" }', /does not accept connections/u],
  ] as const)('a wrong %s (%s): exit 3, its name and place, no verdict; doctor says the same', async (entry, value, message) => {
    const own = value.replace('$client', supplies.client.client_id).replace('$second', supplies.secondClient.client_id)
    const lines = { ...whole(supplies), [entry.split('.')[0] ?? '']: own }
    const run = await told(lines, 'run', '--report', 'json')
    const report = JSON.parse(run.out)
    expect([run.code, report.conclusion], report.because).toEqual([3, 'inconclusive'])
    expect(report.because).toContain(`${entry} of the target file (${run.file}:${lineOf(lines, entry)}) was refused: `)
    expect(report.because).toMatch(message)
    expect(report.totals).toMatchObject({ pass: 0, fail: 0, warn: 0 })
    const doctor = await told(lines, 'doctor')
    if (entry === 'refreshToken') return expect(doctor.out).toContain('refreshToken of the target file is not tried')
    expect([doctor.code, doctor.out]).toEqual([3, expect.stringContaining(`${entry} of the target file (`)])
    expect(doctor.out).toMatch(message)
  })

  it.each([
    ['revocation', 'a server that answers 404 to every token', (reply: Reply) => ({ ...reply, status: 404 })],
    ['resource', 'a resource that is a page', () => htmlReply(200, '<!doctype html>')],
  ] as const)('endpoints.%s is no wrong entry: %s', async (at, _, spoil) => {
    const faulty = await startReferenceServer({
      mode: 'full',
      rules: {
        ...rulesOf('full'),
        finish: (_c, where, reply) => (where === at && reply.status === 200 ? spoil(reply) : reply),
      },
    })
    supplies = await faulty.enrol()
    const url = at === 'resource' ? faulty.resource : faulty.endpoints.revocation
    const lines = {
      issuer: faulty.issuer,
      profile: './small.yaml',
      client: `{ client_id: ${supplies.client.client_id}, client_secret: { env: SECRET } }`,
      endpoints: `{ ${at}: "${url}" }`,
    }
    const { out } = await told(lines, 'run', '--report', 'json').finally(faulty.close)
    const report = JSON.parse(out)
    expect(report.because).not.toContain('endpoints')
    expect(report.conclusion).toBe(at === 'resource' ? 'conformant' : 'nonconformant')
  })

  it('an entry that nothing uses is no conformant run, and is named', async () => {
    const lines = { ...whole(supplies), capabilities: '{ remove: [introspection] }', endpoints: '{}' }
    const { code, out, file } = await told(lines, 'run', '--report', 'json')
    const report = JSON.parse(out)
    expect([code, report.totals.fail]).toEqual([3, 0])
    expect(report.because).toContain(`introspectionClient of the target file (${file}:6) was never used`)
  })

  it('the evidence is judged to the same, and holds no secret', async () => {
    const lines = { ...whole(supplies), introspectionClient: '{ client_id: rs, client_secret: { env: WRONG } }' }
    const path = join(box, 'evidence.json')
    const run = await told(lines, 'run', '--report', 'json', '--evidence', path)
    const again = await grantcheck(['judge', path, '--profile', join(box, 'small.yaml'), '--report', 'json'])
    expect(again.out).toBe(run.out)
    expect(run.out).not.toContain(env(supplies).WRONG)
  })
})
