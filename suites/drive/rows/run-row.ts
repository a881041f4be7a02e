import type { Exchange, ScenarioRun, StepRun } from '../../model/evidence.ts'
import type { PlannedRow } from '../../model/plan.ts'
import { readsDocumentOnly } from '../../plan/document-only.ts'
import type { ClientPool } from '../clients/client-pool.ts'
import { clientsOf, groupOf } from '../clients/row-clients.ts'
import type { RunContext } from '../run-context.ts'
import type { RowState } from './row-state.ts'
import { interrupted, runStep } from './run-step.ts'
import { takeClients } from './take-clients.ts'

/** Runs the steps of one scenario row in order. Rows know nothing of each other but shared clients. */
export async function runRow(planned: PlannedRow, run: RunContext, pool: ClientPool): Promise<ScenarioRun> {
  const state: RowState = {
    planned,
    run,
    pool,
    group: groupOf(planned),
    steps: new Map(),
    answers: new Map(),
    minted: new Map(),
    client: { kind: 'open' },
    second: { kind: 'open' },
  }
  if (!run.signal.aborted) await takeClients(state)
  for (const step of planned.scenario.steps) state.steps.set(step.id, await runStep(step, state))
  return { ...skeleton(planned), steps: Object.fromEntries(state.steps) }
}

/** A row of which nothing is sent. */
export function blockedRow(planned: PlannedRow, because?: string): ScenarioRun {
  const step: StepRun = because === undefined ? interrupted : { kind: 'blocked', because }
  const steps = Object.fromEntries(planned.scenario.steps.map(({ id }) => [id, step]))
  return { ...skeleton(planned), steps }
}

/** A row about the metadata document, which was read before: nothing is sent for it. */
export function documentRow(planned: PlannedRow, metadata: Exchange | undefined): ScenarioRun | undefined {
  if (metadata === undefined || !readsDocumentOnly(planned.scenario)) return undefined
  const read: StepRun = { kind: 'sent', exchanges: [metadata.id] }
  return { ...skeleton(planned), steps: Object.fromEntries(planned.scenario.steps.map(({ id }) => [id, read])) }
}

function skeleton(planned: PlannedRow): Omit<ScenarioRun, 'steps'> {
  const { id, scenario, row } = planned
  const keys = clientsOf(planned).map(({ instance, key }) => [instance === 'first' ? 'client' : 'second', key] as const)
  return { id, scenario: scenario.id, row, ...Object.fromEntries(keys) }
}
