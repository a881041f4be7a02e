import { describe, expect, it } from 'vitest'
import { startServer, suppliesOf } from '../embedded/embedded.ts'
import type { Target } from '../model/target.ts'
import { linesOf, type Ran, runAgainst, targetOf } from './testing/engine.ts'

/** A run with clients made by hand, at a server where nobody registers. */
async function runByHand(only: readonly string[], more: Partial<Target> = {}, broken?: string): Promise<Ran> {
  const server = await startServer({ mode: 'full', ...(broken === undefined ? {} : { broken }) })
  const { client, secondClient } = suppliesOf(await server.enrol())
  const target = targetOf({
    issuer: server.issuer,
    scope: 'read write',
    ...(client && secondClient ? { client, secondClient } : {}),
    parameters: { propagationSeconds: 0, ownTokensVisible: true },
    capabilities: { add: [], remove: ['registration'] },
    ...more,
  })
  return runAgainst('rfc', target, { only }).finally(server.close)
}

const lines = ({ report }: Ran, ...verdicts: readonly string[]): string => linesOf(report, ...verdicts).join('\n')

describe('clients made by hand do what does not change them', () => {
  it('a right server passes all of revocation, and nothing is registered', async () => {
    const ran = await runByHand(['revocation/*', 'introspection/*'])
    expect(lines(ran, 'fail', 'warn', 'inconclusive', 'error')).toBe('')
    for (const scenario of ['effect', 'caller', 'foreign-token', 'hints', 'unknown-token'])
      expect(lines(ran, 'pass')).toContain(`revocation/${scenario}`)
    expect(ran.evidence.exchanges.filter(({ operation }) => operation === 'register')).toEqual([])
  })

  it.each([
    ['revocation-foreign-token', 'rfc7009.2.1.foreign-token-refused'],
    ['revocation-bad-client-200', 'rfc7009.2.1.client-authentication'],
    ['revocation-unknown-hint-refused', 'rfc7009.2.2.unknown-hint-ignored'],
    ['revocation-without-effect', 'rfc7009.2.1.immediate-effect'],
  ])('%s: %s', async (broken, requirement) => {
    expect(lines(await runByHand(['revocation/*'], {}, broken), 'fail', 'warn')).toContain(`(${requirement})`)
  })
})

describe('a secret of the target file', () => {
  const inUrls = ({ evidence }: Ran): number =>
    evidence.exchanges.filter(({ request }) => /[?&]client_secret=/u.test(request.url)).length

  it('is not put into a URL: the row says so', async () => {
    const ran = await runByHand(['token/query-parameters', 'token/http-method'])
    expect(inUrls(ran)).toBe(0)
    expect(lines(ran, 'not-applicable')).toMatch(/no-token.*the secret of client .*exposeSecrets: true/u)
    expect(lines(ran, 'fail', 'inconclusive', 'error')).toBe('')
  })

  it('is, where the target file allows it', async () => {
    const ran = await runByHand(['token/query-parameters'], { exposeSecrets: true })
    expect(inUrls(ran)).toBe(1)
    expect(lines(ran, 'pass')).toContain('credentials-not-in-uri')
  })

  it('nor by a method without a body', async () => {
    const server = await startServer({ mode: 'full' })
    const { client } = suppliesOf(await server.enrol())
    const post = { ...(client ?? { client_id: '' }), token_endpoint_auth_method: 'client_secret_post' as const }
    const target = targetOf({
      issuer: server.issuer,
      client: post,
      capabilities: { add: [], remove: ['registration'] },
    })
    const ran = await runAgainst('rfc', target, { only: ['token/http-method'] }).finally(server.close)
    expect(inUrls(ran)).toBe(0)
  })
})

it('a client of the target file adds to registration', async () => {
  const ran = await runByHand([], { capabilities: { add: [], remove: [] } })
  expect(lines(ran, 'fail', 'inconclusive', 'error')).toBe('')
  const passed = lines(ran, 'pass')
  for (const folder of ['registration', 'management', 'assertion', 'revocation', 'token', 'introspection'])
    expect(passed).toContain(`pass ${folder}/`)
  expect(ran.report.conclusion).toBe('conformant')
})
