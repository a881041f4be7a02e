import type { ScenarioRun } from '../model/evidence.ts'
import type { CheckVerdict } from '../model/verdict.ts'
import type { Recorded } from './recorded-scope.ts'

/** The checks of a row that the end of the run has cut have one reason: whatever could not be decided there, could not because of it. */
export function stoppedRow(checks: readonly CheckVerdict[], run: ScenarioRun, from: Recorded): readonly CheckVerdict[] {
  const { stopped, deadline, budget } = from.evidence.run
  if (stopped === undefined || !isCut(run, from, stopped)) return checks
  return checks.map((check) =>
    check.verdict.kind === 'inconclusive'
      ? {
          ...check,
          verdict: { kind: 'inconclusive', because: stopped, ...(deadline || budget ? {} : { history: 'rate' }) },
        }
      : check,
  )
}

function isCut({ steps, client, second }: ScenarioRun, from: Recorded, stopped: string): boolean {
  const withoutClient = [client, second].some((key) => from.client(key)?.blocked !== undefined)
  return (
    withoutClient ||
    Object.values(steps).some((taken) =>
      taken.kind === 'blocked'
        ? taken.because === stopped
        : taken.kind === 'sent' && [429, 503].includes(from.exchange(taken.exchanges.at(-1))?.response?.status ?? 0),
    )
  )
}
