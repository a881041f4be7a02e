import { describe, expect, it } from 'vitest'
import { mutants, startMutant } from '../fixtures/mutants/index.ts'
import { exitCodeOf } from './cli/exit-codes.ts'
import { airlockTarget, linesOf, runAgainst, targetOf } from './testing/engine.ts'

describe('mutants of the reference server', () => {
  it.each(mutants.filter((mutant) => mutant.mode === 'airlock'))('airlock: $id: $says', async (mutant) => {
    const server = await startMutant(mutant)
    const { report } = await runAgainst('airlock-iam', airlockTarget(server.baseUrl, { resource: true })).finally(() =>
      server.close(),
    )
    const caught = report.scenarios.flatMap((scenario) => scenario.checks).filter((check) => check.verdict === 'fail')
    expect(
      caught.map((check) => check.requirement),
      linesOf(report, 'inconclusive').join('\n'),
    ).toContain(mutant.breaks)
    expect(exitCodeOf(report, 'fail')).toBe(1)
  })

  it.each(mutants.filter((mutant) => mutant.mode === 'full'))('full: $id: $says', async (mutant) => {
    const server = await startMutant(mutant)
    const { report } = await runAgainst('rfc', targetOf({ issuer: server.issuer, scope: 'read write' })).finally(() =>
      server.close(),
    )
    const caught = report.scenarios
      .flatMap((scenario) => scenario.checks)
      .filter((check) => check.verdict === 'fail' || check.verdict === 'warn')
    expect(
      caught.map((check) => check.requirement),
      linesOf(report, 'inconclusive').join('\n'),
    ).toContain(mutant.breaks)
  })
})
