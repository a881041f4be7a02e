import { challengedSeed } from '../drive/invent/challenge.ts'
import { tooOld } from './age.ts'
import type { JudgedBundle } from './contents.ts'
import { type Fault, fault } from './faults.ts'

/** Whether the requests of the run can only have been made by who knew the nonce: they were made once more from this seed. */
export const answersChallenge = ({ evidence: { run }, replayed }: JudgedBundle, nonce: string): boolean =>
  replayed.kind === 'same' && run.seed === challengedSeed(nonce, run.id)

/** What a reviewer asks of the time of a run. */
export function freshnessFaults(
  judged: JudgedBundle,
  { challenge, maxAge, now }: { readonly challenge?: string; readonly maxAge?: number; readonly now: Date },
): readonly Fault[] {
  const { run } = judged.evidence
  const old = maxAge === undefined ? undefined : tooOld(run, now, maxAge)
  return [
    ...(old === undefined ? [] : fault('run-too-old', old)),
    ...(challenge === undefined || answersChallenge(judged, challenge)
      ? []
      : fault('challenge-unanswered', unanswered(judged, challenge))),
  ]
}

function unanswered({ evidence: { run }, replayed }: JudgedBundle, nonce: string): string {
  const named = JSON.stringify(nonce)
  if (run.seed !== challengedSeed(nonce, run.id))
    return `the seed of the run does not follow from the challenge ${named}`
  const why = replayed.kind === 'not-replayable' ? replayed.because : 'it does otherwise'
  return `nothing shows that the requests follow from the challenge ${named}: the run was not made once more, since ${why}`
}
