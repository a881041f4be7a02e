import { resolve } from '../../language/resolve.ts'
import type { StepRun } from '../../model/evidence.ts'
import type { Step } from '../../model/scenario.ts'
import { type RowState, scopeOf } from './row-state.ts'

/** Waits as long as a step says. Returns why the step cannot be sent, if so. */
export async function waitBefore({ id, wait }: Step, state: RowState): Promise<StepRun | undefined> {
  if (wait === undefined) return undefined
  const seconds = resolve(wait, scopeOf(state, id), 'wait')
  if (seconds.kind === 'unresolved') return { kind: 'blocked', because: seconds.because }
  if (seconds.kind !== 'value' || typeof seconds.value !== 'number')
    return { kind: 'blocked', because: 'the time to wait is not a number of seconds' }
  await state.run.clock.sleep(seconds.value * 1000, state.run.signal)
  return state.run.signal.aborted ? { kind: 'blocked', because: state.run.stopped?.() ?? 'interrupted' } : undefined
}
