import type { ScenarioRun, StepRun } from '../../model/evidence.ts'
import type { PlannedRow } from '../../model/plan.ts'
import { type ClientPool, type Group, keyOf } from '../clients/client-pool.ts'
import type { RunContext } from '../run-context.ts'
import { takeClients, templateOf } from './row-clients.ts'
import type { RowState } from './row-state.ts'
import { interrupted, runStep } from './run-step.ts'

/** Runs the steps of one scenario row in order. Rows know nothing of each other but shared clients. */
export async function runRow(planned: PlannedRow, run: RunContext, pool: ClientPool): Promise<ScenarioRun> {
  const group = groupOf(planned)
  const state: RowState = {
    planned,
    run,
    pool,
    group,
    steps: new Map(),
    answers: new Map(),
    minted: new Map(),
    client: { kind: 'open' },
    second: { kind: 'open' },
  }
  if (!run.signal.aborted) await takeClients(state)
  for (const step of planned.scenario.steps) state.steps.set(step.id, await runStep(step, state))
  return { ...skeleton(planned, templateOf(state), group), steps: Object.fromEntries(state.steps) }
}

/** A row of which nothing is sent. */
export function blockedRow(planned: PlannedRow, because?: string): ScenarioRun {
  const step: StepRun = because === undefined ? interrupted : { kind: 'blocked', because }
  const steps = Object.fromEntries(planned.scenario.steps.map(({ id }) => [id, step]))
  const template = planned.scenario.client === 'none' ? undefined : (planned.scenario.client ?? 'confidential')
  return { ...skeleton(planned, template, groupOf(planned)), steps }
}

function groupOf({ id, scenario }: PlannedRow): Group {
  if (scenario.fresh) return { kind: 'row', id }
  return scenario.kind === 'limitation' ? { kind: 'limitations' } : { kind: 'run' }
}

function skeleton(
  { id, scenario, row }: PlannedRow,
  template: string | undefined,
  group: Group,
): Omit<ScenarioRun, 'steps'> {
  return {
    id,
    scenario: scenario.id,
    row,
    ...(template === undefined ? {} : { client: keyOf(template, 'first', group) }),
    ...(scenario.second === undefined ? {} : { second: keyOf(scenario.second, 'second', group) }),
  }
}
