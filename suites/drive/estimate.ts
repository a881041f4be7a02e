import type { Plan, PlannedRow } from '../model/plan.ts'
import { registeredFor } from './clients/row-clients.ts'

export interface Estimate {
  readonly scenarios: number
  /** Requests, without retries, polls and clean-up. */
  readonly requests: number
  /** Clients that will be registered. */
  readonly clients: number
}

/** What a plan will cost the server. Pure; an upper bound, since conditions may leave steps out. */
export function estimate(plan: Plan): Estimate {
  const rows = runningRows(plan)
  const clients = plan.facts.registers ? new Set(rows.flatMap(registeredFor).map(({ key }) => key)).size : 0
  const steps = rows.reduce((sum, row) => sum + row.scenario.steps.length, 0)
  return { scenarios: rows.length, requests: steps + clients, clients }
}

/** The rows of scenarios and limitations that will be sent, in the order of the plan. */
export function runningRows(plan: Plan): readonly PlannedRow[] {
  return [...plan.rows, ...plan.limitations.map((each) => each.row)].filter((row) => row.applies.kind === 'run')
}
