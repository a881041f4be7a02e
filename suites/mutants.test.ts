import { describe, expect, it } from 'vitest'
import { mutants, startMutant } from '../fixtures/mutants/index.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import { createSigningKey } from '../fixtures/reference-server/jwt/keys.ts'
import { exitCodeOf } from './cli/exit-codes.ts'
import { scenariosOf } from './plan/plan.ts'
import { airlockTarget, linesOf, runAgainst, specs, targetOf } from './testing/engine.ts'

/** One key of each mode for all servers: making an RSA key takes longer than a run. */
const keys = { airlock: createSigningKey('airlock'), full: createSigningKey('full') }

/** Only the scenarios and limitations that cite the broken requirement: they alone have to see it. */
function seenBy(profileId: string, requirement: string): readonly string[] {
  const profile = specs.profiles[profileId]
  if (profile === undefined) throw new Error(`no profile ${profileId}`)
  const cites = scenariosOf(specs, profile).filter((scenario) =>
    scenario.steps.some((step) => step.expect.some((check) => check.requirement === requirement)),
  )
  const limitations = Object.values(specs.limitations).filter((limitation) => limitation.requirement === requirement)
  return [...cites.map((scenario) => scenario.id), ...limitations.map((limitation) => limitation.scenario.id)]
}

async function judgeMutant(mutant: Mutant) {
  const server = await startMutant(mutant, { key: keys[mutant.mode] })
  const [profile, target] =
    mutant.mode === 'airlock'
      ? (['airlock-iam', airlockTarget(server.baseUrl, { resource: true })] as const)
      : ([
          'rfc',
          targetOf({
            issuer: server.issuer,
            scope: 'read write',
            capabilities: { add: ['rfc9068_access_token'], remove: [] },
          }),
        ] as const)
  const { report } = await runAgainst(profile, target, { only: seenBy(profile, mutant.breaks) }).finally(() =>
    server.close(),
  )
  const caught = report.scenarios
    .flatMap((scenario) => scenario.checks)
    .filter((check) => check.verdict === 'fail' || check.verdict === 'warn')
  return { report, caught, lines: linesOf(report, 'inconclusive').join('\n') }
}

describe('every mutant of the reference server is caught by the check for the rule that it breaks', () => {
  it.each(mutants)('$mode: $id: $says', async (mutant) => {
    const { report, caught, lines } = await judgeMutant(mutant)
    expect(
      caught.map((check) => check.requirement),
      lines,
    ).toContain(mutant.breaks)
    if (caught.some((check) => check.verdict === 'fail')) expect(exitCodeOf(report, 'fail')).toBe(1)
  })

  it('at least fifteen of the airlock mode make the run nonconformant', () => {
    expect(mutants.filter((mutant) => mutant.mode === 'airlock').length).toBeGreaterThan(15)
  })
})
