import { afterAll, describe, type TestContext, test } from 'vitest'
import { prepare, type RunOptions, type RunResult } from '../api/run.ts'
import type { ScenarioReport } from '../model/verdict.ts'
import { failureOf } from './failure.ts'
import { type OneRun, oneRun } from './one-run.ts'

export type { RunOptions } from '../api/run.ts'

/**
 * Declares one Vitest test per check. The first of them that is run starts the run, all others wait for its report: failed checks fail with a code frame that points into the
 * YAML, checks that are not applicable are skipped with the reason. Await it at the top level of a test file. Throws InputError for a wrong option before anything is sent.
 */
export async function grantcheck(options: RunOptions): Promise<void> {
  const { outline, start } = await prepare(options)
  const run = oneRun(start, options.signal)
  describe(`grantcheck ${outline.profile.id} ${options.target}`, () => {
    // Without limit of time: how long a run takes, its own limits say.
    afterAll(() => run.ended(), 0)
    // A run in which nothing could be decided must not look green because every test was skipped.
    test('the run exercised something', { timeout: 0 }, async (context) => {
      const { totals, because } = (await run.result(context)).report
      if (totals.pass + totals.fail + totals.warn === 0) throw new Error(because)
    })
    for (const scenario of outline.scenarios) describeScenario(scenario, run)
  })
}

function describeScenario(scenario: ScenarioReport, run: OneRun): void {
  describe(`${scenario.id}: ${scenario.title}`, () => {
    for (const { id } of scenario.checks)
      test(id, { timeout: 0 }, async (context) => settle(id, await run.result(context), context))
  })
}

function settle(id: string, result: RunResult, context: TestContext): void {
  const check = result.report.scenarios.flatMap(({ checks }) => checks).find((each) => each.id === id)
  if (check === undefined) throw new Error(`the report has no check ${id}`)
  if (check.verdict === 'not-applicable') context.skip(check.because)
  if (check.verdict === 'warn') context.annotate(`warn: expected ${check.expected}, observed ${check.observed}`)
  if (check.verdict !== 'pass' && check.verdict !== 'warn') throw failureOf(check, result)
}
