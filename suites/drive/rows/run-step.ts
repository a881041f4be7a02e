import { holds } from '../../language/condition.ts'
import type { StepRun } from '../../model/evidence.ts'
import type { Step } from '../../model/scenario.ts'
import { liveStep } from './live-step.ts'
import { pollStep } from './poll-step.ts'
import { awaitFetches, beginStep } from './row-documents.ts'
import { type RowState, scopeOf } from './row-state.ts'
import { sharedExchange } from './shared-exchange.ts'
import { clientProblem } from './take-clients.ts'
import { tlsStep } from './tls-step.ts'
import { waitBefore } from './wait-step.ts'

export const interrupted: StepRun = { kind: 'blocked', because: 'interrupted' }

/** Runs one step of a row: its condition, its client, its request, its repetitions. Never throws for what a server does. */
export async function runStep(step: Step, state: RowState): Promise<StepRun> {
  const stopped = state.run.stopped?.()
  if (stopped !== undefined) return { kind: 'blocked', because: stopped }
  if (state.run.signal.aborted) return interrupted
  const condition = holds(step.when, scopeOf(state, step.id))
  if (!condition.holds) return { kind: 'skipped', because: condition.because }
  await beginStep(step, state)
  const late = await waitBefore(step, state)
  if (late !== undefined) return late
  if (step.tls !== undefined) return tlsStep(step, step.tls, state)
  const shared = await sharedExchange(step, state)
  if (shared !== undefined) {
    state.answers.set(step.id, shared)
    return { kind: 'sent', exchanges: [shared.id] }
  }
  if (isOwnRegistration(step) && state.client.kind === 'blocked')
    return { kind: 'blocked', because: state.client.because }
  const because = await clientProblem(step, state)
  if (because !== undefined) return { kind: 'blocked', because: state.run.stopped?.() ?? because }
  const mint = state.planned.scenario.steps.find((each) => each.id === step.live)
  const taken = await (mint === undefined ? pollStep(step, state) : liveStep(step, mint, state))
  if (taken.kind === 'sent') await awaitFetches(step, state)
  return taken
}

/** A plain `register` stands for the registration of the row's client: where that failed, asking again shows nothing new. */
const isOwnRegistration = (step: Step): boolean =>
  step.operation === 'register' && Object.keys(step.request).length === 0
