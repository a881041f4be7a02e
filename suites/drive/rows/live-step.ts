import { clockOf } from '../../decode/answer.ts'
import { grants } from '../../language/condition.ts'
import { isExpiring, tokenLife } from '../../language/token-life.ts'
import type { Exchange, StepRun } from '../../model/evidence.ts'
import type { Step } from '../../model/scenario.ts'
import { joined, pollStep } from './poll-step.ts'
import type { RowState } from './row-state.ts'
import { sendStep } from './send-step.ts'

/**
 * Sends a step that uses the token of another one. When that token has too little life left, before the step is sent or when its
 * answer arrives, a new one is minted and the step (re)sent, once: an answer about an expiring token may be about its expiry.
 */
export async function liveStep(step: Step, mint: Step, state: RowState): Promise<StepRun> {
  const renewed =
    isDue(state.answers.get(mint.id), (minted) => serverNow(minted, state.run.clock.now()), state) &&
    (await renew(mint, state))
  const first = await sendWith(step, mint, state)
  const answer = state.answers.get(step.id)
  if (renewed || first.kind !== 'sent' || answer === undefined) return first
  const late = isDue(state.answers.get(mint.id), () => clockOf(answer), state)
  if (!late || state.run.signal.aborted || !(await renew(mint, state))) return first
  const again = await sendWith(step, mint, state)
  return again.kind === 'sent'
    ? { ...joined(first, again), ...(again.minted === undefined ? {} : { minted: again.minted }) }
    : first
}

async function sendWith(step: Step, mint: Step, state: RowState): Promise<StepRun> {
  const inUse = state.answers.get(mint.id)
  if (inUse !== undefined) state.minted.set(step.id, inUse)
  const taken = await pollStep(step, state)
  return taken.kind === 'sent' && inUse !== undefined ? { ...taken, minted: inUse.id } : taken
}

/** Sends the minting step again. A refusal leaves the old token in use. */
async function renew(mint: Step, state: RowState): Promise<boolean> {
  const before = state.answers.get(mint.id)
  const taken = await sendStep(mint, state)
  const answer = state.answers.get(mint.id)
  const earlier = state.steps.get(mint.id)
  if (taken.kind !== 'sent' || answer === undefined || !grants(answer)) {
    if (before !== undefined) state.answers.set(mint.id, before)
    return false
  }
  if (earlier?.kind === 'sent') state.steps.set(mint.id, joined(earlier, taken))
  return true
}

function isDue(minted: Exchange | undefined, moment: (minted: Exchange) => number, state: RowState): boolean {
  return minted !== undefined && isExpiring(tokenLife(minted), moment(minted), state.run.facts)
}

/** The server's clock now, in seconds: as it was when the token came, plus the time since then on ours. */
function serverNow(minted: Exchange, now: number): number {
  const received = minted.response === undefined ? now : Date.parse(minted.response.receivedAt)
  return clockOf(minted) + (now - received) / 1000
}
