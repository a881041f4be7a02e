import { holds } from '../../language/condition.ts'
import { resolve } from '../../language/resolve.ts'
import type { StepRun } from '../../model/evidence.ts'
import type { Poll } from '../../model/language.ts'
import type { Step } from '../../model/scenario.ts'
import { type RowState, scopeOf } from './row-state.ts'
import { sendStep } from './send-step.ts'

/** Sends a step; with `poll`, again and again until its condition holds or its time is over. The last answer counts. */
export async function pollStep(step: Step, state: RowState): Promise<StepRun> {
  const { poll } = step
  if (poll === undefined) return sendStep(step, state)
  const seconds = resolve(poll.for, scopeOf(state, step.id), 'poll.for')
  if (seconds.kind !== 'value' || typeof seconds.value !== 'number') {
    return {
      kind: 'blocked',
      because: seconds.kind === 'unresolved' ? seconds.because : 'the time to poll is not a number of seconds',
    }
  }
  const deadline = state.run.clock.elapsed() + seconds.value * 1000
  let taken = await sendStep(step, state)
  while (taken.kind === 'sent' && mayAskAgain(step, poll, deadline, taken.exchanges.length, state)) {
    await state.run.clock.sleep(poll.every * 1000, state.run.signal)
    if (state.run.signal.aborted) return taken
    taken = joined(taken, await sendStep(step, state))
  }
  return taken
}

/** Milliseconds: the same run on another machine might end its polls one sooner or later. */
const close = 1_000

function mayAskAgain(step: Step, poll: Poll, deadline: number, sent: number, state: RowState): boolean {
  const { signal, clock, recorded } = state.run
  const over = clock.elapsed() + poll.every * 1000 - deadline
  const isOver =
    recorded !== undefined && Math.abs(over) < close ? !recorded.oftenerThan(state.name, step.id, sent) : over > 0
  if (signal.aborted || isOver) return false
  // Where we do not ask any more, waiting changes nothing.
  if (state.answers.get(step.id)?.failure?.code === 'not-sent') return false
  return !holds(poll.until, scopeOf(state, step.id)).holds
}

/** A repetition that could not be sent changes nothing about what was. */
export function joined(before: Extract<StepRun, { kind: 'sent' }>, after: StepRun): Extract<StepRun, { kind: 'sent' }> {
  return after.kind === 'sent' ? { ...before, exchanges: [...before.exchanges, ...after.exchanges] } : before
}
