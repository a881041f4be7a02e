import type { Plan, PlannedRow } from '../model/plan.ts'
import { registeredFor } from './clients/row-clients.ts'
import type { Estimate } from './observer.ts'

/** What a plan will cost the server. Pure; an upper bound, since conditions may leave steps out. */
export function estimate(plan: Plan): Estimate {
  const rows = runningRows(plan)
  const shared = plan.facts.registers
    ? new Set(rows.flatMap((row) => registeredFor(row, plan)).map(({ key }) => key)).size
    : 0
  const steps = rows.flatMap((row) => row.scenario.steps)
  const own = steps.filter((step) => step.operation === 'register' && Object.keys(step.request).length > 0).length
  const groups: Record<string, number> = {}
  for (const { id } of rows) groups[groupOfRow(id)] = (groups[groupOfRow(id)] ?? 0) + 1
  return { scenarios: rows.length, requests: steps.length + shared, clients: shared + own, groups }
}

/** The folder of a scenario row: "token" of "token/invalid-client[client_secret_basic]". */
export const groupOfRow = (id: string): string => id.split('/')[0] ?? id

/** The rows of scenarios and limitations that will be sent, in the order of the plan. */
export function runningRows(plan: Plan): readonly PlannedRow[] {
  return [...plan.rows, ...plan.limitations.map((each) => each.row)].filter((row) => row.applies.kind === 'run')
}
