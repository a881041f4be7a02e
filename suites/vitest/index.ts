import { describe, test } from 'vitest'
import { type RunOptions, run } from '../api/run.ts'
import type { CheckReport, Report, ScenarioReport } from '../model/report.ts'
import { failureOf } from './failure.ts'

export type { RunOptions } from '../api/run.ts'

/**
 * Runs a profile against a target, then declares one Vitest test per check: failed checks fail with a code frame that points into the
 * YAML, checks that are not applicable are skipped with the reason. Await it at the top level of a test file. Throws InputError for a wrong option
 * before anything is sent.
 */
export async function grantcheck(options: RunOptions): Promise<void> {
  const { report } = await run(options)
  describe(`grantcheck ${report.profile.id} ${options.target}`, () => {
    for (const scenario of report.scenarios) describeScenario(scenario, report)
    // A run in which nothing could be decided must not look green because every test was skipped.
    test('the run exercised something', () => {
      if (report.totals.pass + report.totals.fail + report.totals.warn === 0) throw new Error(report.because)
    })
  })
}

function describeScenario(scenario: ScenarioReport, report: Report): void {
  describe(`${scenario.id}: ${scenario.title}`, () => {
    for (const check of scenario.checks) declare(check, report)
  })
}

function declare(check: CheckReport, report: Report): void {
  test(check.id, (context) => {
    if (check.verdict === 'not-applicable') context.skip(check.because)
    if (check.verdict === 'warn') context.annotate(`warn: expected ${check.expected}, observed ${check.observed}`)
    if (check.verdict !== 'pass' && check.verdict !== 'warn') throw failureOf(check, report)
  })
}
