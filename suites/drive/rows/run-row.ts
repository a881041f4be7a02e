import type { Exchange, ScenarioRun, StepRun } from '../../model/evidence.ts'
import type { PlannedRow } from '../../model/plan.ts'
import { readsDocumentOnly } from '../../plan/document-only.ts'
import type { ClientGroup, ClientPool } from '../clients/client-pool.ts'
import { clientsOf, groupOf } from '../clients/row-clients.ts'
import type { RunContext } from '../run-context.ts'
import { closeHost, openHost } from './row-documents.ts'
import type { RowState } from './row-state.ts'
import { interrupted, runStep } from './run-step.ts'
import { takeClients } from './take-clients.ts'

/** Runs the steps of one scenario row in order. Rows know nothing of each other but shared clients. */
export async function runRow(planned: PlannedRow, run: RunContext, pool: ClientPool): Promise<ScenarioRun> {
  return runSteps({ ...begun(planned, run, pool), name: planned.id, alone: false, group: groupOf(planned) })
}

/** Runs a row once more: with fresh data, and with what discovery has fetched asked for again. `attempt` counts from 1. */
export async function repeatRow(
  planned: PlannedRow,
  { attempt, ownClient }: { readonly attempt: number; readonly ownClient: boolean },
  run: RunContext,
  pool: ClientPool,
): Promise<ScenarioRun> {
  const name = `${planned.id}#${attempt}`
  const own = ownClient || planned.scenario.kind === 'limitation'
  const group: ClientGroup = registers(planned, own, run, pool)
    ? { kind: 'row', id: name, again: true }
    : groupOf(planned)
  return runSteps({ ...begun(planned, run, pool), name, alone: true, group })
}

/** Whether a row that is run once more registers clients for itself. One of the target file stays: no other is like it. */
function registers(planned: PlannedRow, wanted: boolean, run: RunContext, pool: ClientPool): boolean {
  if (planned.clients === 'own') return true
  const keys = clientsOf(planned).map(({ key }) => key)
  const used = pool.records().filter(({ key }) => keys.includes(key))
  if (!run.facts.registers || used.some(({ configured }) => configured)) return false
  return wanted || used.some(({ blocked }) => blocked !== undefined)
}

function begun(planned: PlannedRow, run: RunContext, pool: ClientPool): Omit<RowState, 'name' | 'alone' | 'group'> {
  return {
    planned,
    run,
    pool,
    steps: new Map(),
    answers: new Map(),
    minted: new Map(),
    client: { kind: 'open' },
    second: { kind: 'open' },
  }
}

async function runSteps(state: RowState): Promise<ScenarioRun> {
  const { planned, run } = state
  if (!run.signal.aborted) await takeClients(state)
  const prevented = await openHost(state)
  if (prevented !== undefined) return { ...skeleton(planned, state.group), steps: allAlike(planned, prevented) }
  for (const step of planned.scenario.steps) state.steps.set(step.id, await runStep(step, state))
  const fetches = closeHost(state)
  return {
    ...skeleton(planned, state.group),
    steps: Object.fromEntries(state.steps),
    ...(fetches === undefined ? {} : { fetches }),
  }
}

/** A row of which nothing is sent. */
export function blockedRow(planned: PlannedRow, because?: string): ScenarioRun {
  const step: StepRun = because === undefined ? interrupted : { kind: 'blocked', because }
  return { ...skeleton(planned), steps: allAlike(planned, step) }
}

const allAlike = ({ scenario }: PlannedRow, step: StepRun): ScenarioRun['steps'] =>
  Object.fromEntries(scenario.steps.map(({ id }) => [id, step]))

/** A row about the metadata document, which was read before: nothing is sent for it. */
export function documentRow(planned: PlannedRow, metadata: Exchange | undefined): ScenarioRun | undefined {
  if (metadata === undefined || !readsDocumentOnly(planned.scenario)) return undefined
  const read: StepRun = { kind: 'sent', exchanges: [metadata.id] }
  return { ...skeleton(planned), steps: Object.fromEntries(planned.scenario.steps.map(({ id }) => [id, read])) }
}

function skeleton(planned: PlannedRow, group = groupOf(planned)): Omit<ScenarioRun, 'steps'> {
  const { id, scenario, row } = planned
  const keys = clientsOf(planned, group).map(
    ({ instance, key }) => [instance === 'first' ? 'client' : 'second', key] as const,
  )
  return { id, scenario: scenario.id, row, ...Object.fromEntries(keys) }
}
