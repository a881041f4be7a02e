import type { FinishedRun } from '../suites/model/report.ts'
import type { Item } from './causes.ts'

/** The command that repeats what decided this: its scenario row, and the row that sent the request, where a check looks at the answers to others. */
export function repeatOf({ scenario, check }: Item, { repeat }: Pick<FinishedRun, 'repeat'>): string {
  const [sender] = check?.senders ?? []
  return repeat(scenario.id, ...(sender === undefined || sender === scenario.id ? [] : [sender]))
}
