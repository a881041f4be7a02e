import type { Exchange } from '../model/evidence.ts'
import type { Scenario } from '../model/scenario.ts'
import type { SchemaValidator } from '../model/specs.ts'
import { conclude } from './conclude.ts'
import { judge } from './judge.ts'
import { evidenceOf, profile, proofOfLife, specsOf } from './testing.ts'

/** Judges one scenario on given answers, by step id; gives verdict kinds and reasons by check name. */
export function verdicts(
  what: Scenario,
  answers: Readonly<Record<string, Exchange>>,
  more: readonly Exchange[] = [proofOfLife],
  validate: SchemaValidator = () => [],
) {
  const steps = Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [id, { kind: 'sent' as const, exchanges: [answer.id] }]),
  )
  const evidence = evidenceOf([...Object.values(answers), ...more], steps)
  const judgement = judge(specsOf(what), profile, evidence, validate)
  const checks = judgement.scenarios.flatMap((each) => each.checks)
  const named = checks.map((each) => [each.id.split(':').at(-1), each.verdict] as const)
  return {
    kinds: Object.fromEntries(named.map(([name, verdict]) => [name, verdict.kind])),
    /** Why a check is inconclusive or not applicable. */
    because: Object.fromEntries(named.flatMap(([name, v]) => ('because' in v ? [[name, v.because] as const] : []))),
    checks,
    conclusion: conclude(judgement, evidence).conclusion,
  }
}
