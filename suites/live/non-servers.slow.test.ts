import { describe, expect, it } from 'vitest'
import { type NonServerKind, nonServerKinds, startNonServer } from '../../fixtures/non-servers/index.ts'
import { exitCodeOf } from '../cli/exit-codes.ts'
import type { Report } from '../model/report.ts'
import type { Target } from '../model/target.ts'
import { linesOf, runAgainst, specs, targetOf } from './testing/engine.ts'

/** What each one has to be called: the blocker that a user reads. */
const blockers: Readonly<Record<string, RegExp>> = {
  'closed-port': /refused/iu,
  'tls-self-signed': /certificate|TLS/iu,
  hangs: /within|timed? ?out|no answer/iu,
  drops: /closed|reset/iu,
  'huge-body': /.+/u,
}

/** These speak OAuth, only always the same: positive checks may pass, what a negative one claims may not. */
const pretenders: readonly string[] = ['canned-success', 'refuses-everything']

/** What a run by URL makes of a non-server, and what it makes of one whose endpoints and client a target file names. */
async function judged(profile: string, kind: NonServerKind, describe: (base: Target, url: string) => Target) {
  const server = await startNonServer(kind)
  const base = specs.profiles[profile]?.target === 'base-url' ? { baseUrl: server.url } : { issuer: server.url }
  const target = describe(targetOf({ ...base, parameters: { propagationSeconds: 0 } }), server.url)
  // All others answer, or say at once that they will not.
  const limit = kind === 'hangs' ? { timeout: 300 } : {}
  return runAgainst(profile, target, limit).finally(() => server.close())
}

/** The lines of a report that are not about the TLS that this kind of non-server really speaks. */
const notOfTls =
  (kind: NonServerKind) =>
  (line: string): boolean =>
    kind !== 'tls-self-signed' || !/^pass (?:(?:fapi2|smart)\/)?tls\b/u.test(line)

/** A refusal that nobody asked the right way for, and a limitation that holds because nothing works, would be claims out of nothing. */
function expectNothingClaimed(report: Report, kind: NonServerKind): void {
  const negative = report.scenarios.filter(({ id }) => specs.scenarios[id.replace(/\[.*/u, '')]?.kind === 'negative')
  const claimed = negative
    .flatMap((scenario) => scenario.checks)
    .filter((check) => check.verdict === 'pass' && notOfTls(kind)(`pass ${check.id}`))
  expect(claimed.map(({ id }) => id)).toEqual([])
  expect(report.limitations.filter(({ outcome }) => outcome === 'upheld').map(({ id }) => id)).toEqual([])
  expect(linesOf(report, 'error')).toEqual([])
  expect([1, 3]).toContain(exitCodeOf(report, 'fail'))
}

describe.each(Object.keys(specs.profiles))('what answers but is no authorization server, under %s', (profile) => {
  it.each(
    nonServerKinds.filter((kind) => !pretenders.includes(kind)),
  )('%s: no pass at all, exit 3, the blocker named', async (kind) => {
    const { report, evidence } = await judged(profile, kind, (base) => base)
    expect(linesOf(report, 'pass', 'error').filter(notOfTls(kind))).toEqual([])
    expect(exitCodeOf(report, 'fail'), report.because).toBe(3)
    expect(report.because).toMatch(
      blockers[kind] ?? /answers like an OAuth authorization server|registration|no token endpoint/u,
    )
    expect(evidence.exchanges.length).toBeLessThan(60)
  })

  it.each(['canned-success', 'refuses-everything'] as const)('%s: claims nothing, never exit 0', async (kind) => {
    const { report } = await judged(profile, kind, (base) => base)
    expectNothingClaimed(report, kind)
    expect(report.because).not.toBe('')
  })

  it.each(nonServerKinds)('%s, named by a target file with a client: claims nothing, never exit 0', async (kind) => {
    const endpoints = ['token', 'introspection', 'revocation', 'registration', 'jwks'] as const
    const client = {
      client_id: 'me',
      client_secret: 'a-secret-0123456789',
      token_endpoint_auth_method: 'client_secret_basic' as const,
    }
    const { report } = await judged(profile, kind, (base, url) => ({
      ...base,
      endpoints: Object.fromEntries(endpoints.map((name) => [name, `${url}/${name}`])),
      client,
      secondClient: { ...client, client_id: 'other', client_secret: 'another-secret-0123456789' },
    }))
    expectNothingClaimed(report, kind)
  })
})
