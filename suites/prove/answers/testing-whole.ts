import { judge } from '../../judge/judge.ts'
import { isViolation } from '../../judge/violation.ts'
import { specs } from '../../live/testing/engine.ts'
import type { Evidence } from '../../model/evidence.ts'
import { random } from '../random.ts'
import type { Mutation } from './mutate/index.ts'
import { mutationsOf } from './mutate/index.ts'
import { representativesOf } from './representatives.ts'
import type { JudgedRun } from './testing.ts'

/** A part of all mutations of a run, drawn with a seed. */
export function sampleOf({ judged }: JudgedRun, share: number, seed: string): readonly Mutation[] {
  const draw = random(seed)
  return representativesOf(judged).flatMap(({ chosen }) =>
    chosen.flatMap((exchange) =>
      mutationsOf(exchange, judged.evidence.secrets, { step: undefined, run: undefined }).filter(() => draw() < share),
    ),
  )
}

/** Whether a check fails or warns when the whole evidence with the mutation is judged. */
export function violatesWhole({ judged, profile, validate }: JudgedRun, { exchanges, secrets }: Mutation): boolean {
  const changed = new Map(exchanges.map((each) => [each.id, each]))
  const evidence: Evidence = {
    ...judged.evidence,
    exchanges: judged.evidence.exchanges.map((each) => changed.get(each.id) ?? each),
    secrets: { ...judged.evidence.secrets, ...secrets },
  }
  const { scenarios } = judge(specs, profile, evidence, validate)
  return scenarios.some(({ checks }) => checks.some(({ verdict }) => isViolation(verdict)))
}
