import type { FinishedRun } from '../suites/model/report.ts'
import type { Item } from './causes.ts'

/** The command that repeats what decided this: its scenario row, and the row that sent the request, where a check looks at the answers to others. */
export function repeatOf(
  { scenario, check }: Item,
  { report, exchanges, repeat }: Omit<FinishedRun, 'placeOf'>,
): string {
  const sender = exchanges.find(({ id }) => id === check?.exchange)?.owner
  const others = report.scenarios.filter(({ id }) => id === sender && id !== scenario.id)
  return repeat(scenario.id, ...others.map(({ id }) => id))
}
