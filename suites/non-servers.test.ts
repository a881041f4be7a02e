import { describe, expect, it } from 'vitest'
import { nonServerKinds, startNonServer } from '../fixtures/non-servers/index.ts'
import { exitCodeOf } from './cli/exit-codes.ts'
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

describe.each([
  'airlock-iam',
  'rfc',
  'unstored-tokens',
])('what answers but is no authorization server, under %s', (profile) => {
  it.each(
    nonServerKinds.filter((kind) => !pretenders.includes(kind)),
  )('%s: no pass at all, exit 3, the blocker named', async (kind) => {
    const server = await startNonServer(kind)
    const target = targetOf(profile !== 'airlock-iam' ? { issuer: server.url } : { baseUrl: server.url })
    const started = performance.now()
    const { report, evidence } = await runAgainst(profile, target, { timeout: 700 }).finally(() => server.close())
    expect(linesOf(report, 'pass', 'error')).toEqual([])
    expect(exitCodeOf(report, 'fail'), report.because).toBe(3)
    expect(report.because).toMatch(
      blockers[kind] ?? /answers like an OAuth authorization server|registration|no token endpoint/u,
    )
    expect(evidence.exchanges.length).toBeLessThan(60)
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  it.each([
    'canned-success',
    'refuses-everything',
  ] as const)('%s: nothing passes in a negative scenario, never exit 0', async (kind) => {
    const server = await startNonServer(kind)
    const base = profile !== 'airlock-iam' ? { issuer: server.url } : { baseUrl: server.url }
    const target = targetOf({ ...base, parameters: { propagationSeconds: 0 } })
    const { report } = await runAgainst(profile, target, { timeout: 700 }).finally(() => server.close())
    const negative = report.scenarios.filter(
      (scenario) => specs.scenarios[scenario.id.replace(/\[.*/u, '')]?.kind === 'negative',
    )
    expect(negative.flatMap((scenario) => scenario.checks).filter((check) => check.verdict === 'pass')).toEqual([])
    expect([1, 3]).toContain(exitCodeOf(report, 'fail'))
  })
})
