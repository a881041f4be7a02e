import type { Plan, PlannedRow } from '../model/plan.ts'
import { registeredFor } from './clients/row-clients.ts'

export interface Estimate {
  readonly scenarios: number
  /** Requests, without retries, polls and clean-up. */
  readonly requests: number
  /** Clients that the run asks to register; a server may refuse some. */
  readonly clients: number
}

/** What a plan will cost the server. Pure; an upper bound, since conditions may leave steps out. */
export function estimate(plan: Plan): Estimate {
  const rows = runningRows(plan)
  const shared = plan.facts.registers ? new Set(rows.flatMap(registeredFor).map(({ key }) => key)).size : 0
  const steps = rows.flatMap((row) => row.scenario.steps)
  const own = steps.filter((step) => step.operation === 'register' && Object.keys(step.request).length > 0).length
  return { scenarios: rows.length, requests: steps.length + shared, clients: shared + own }
}

/** The rows of scenarios and limitations that will be sent, in the order of the plan. */
export function runningRows(plan: Plan): readonly PlannedRow[] {
  return [...plan.rows, ...plan.limitations.map((each) => each.row)].filter((row) => row.applies.kind === 'run')
}
