import type { Evidence, Exchange } from '../model/evidence.ts'
import type { Plan } from '../model/plan.ts'
import type { Profile } from '../model/profile.ts'
import type { LimitationReport } from '../model/report.ts'
import type { SchemaValidator, Specs } from '../model/specs.ts'
import type { ScenarioVerdict } from '../model/verdict.ts'
import { makePlan } from '../plan/plan.ts'
import { isRefusedByTls } from '../plan/tls-only.ts'
import type { Obstacle } from './history/obstacle.ts'
import { obstaclesOf } from './history/obstructed.ts'
import { targetBlocker } from './identity.ts'
import { judgeLimitation } from './limitation.ts'
import { neverShown } from './never-shown.ts'
import { owedIn } from './owed.ts'
import { recorded } from './recorded-scope.ts'
import { type Bench, judgeRow } from './row.ts'

/** All verdicts over one evidence. */
export interface Judgement {
  readonly plan: Plan
  readonly scenarios: readonly ScenarioVerdict[]
  readonly limitations: readonly LimitationReport[]
  readonly obstacles: readonly Obstacle[]
  readonly blocker?: string
}

/**
 * (plan, evidence) => verdicts. Pure: the same specification, profile and evidence give the same judgement, today and in ten years.
 * The plan follows from the evidence's own facts.
 */
export function judge(specs: Specs, profile: Profile, whole: Evidence, validate: SchemaValidator): Judgement {
  const evidence = { ...whole, exchanges: beforeCleanUp(whole.exchanges) }
  const plan = makePlan(specs, profile, evidence.facts, evidence.run)
  const bench = benchOf(specs, profile, evidence, validate)
  const rows = plan.rows.filter((row) => row.applies.kind !== 'deselected').map((row) => judgeRow(row, bench))
  const limitations = plan.limitations
    .filter(({ row }) => row.applies.kind !== 'deselected')
    .map((each) => judgeLimitation(each, bench))
  return {
    plan,
    scenarios: [...rows, ...limitations.map((each) => each.scenario)],
    limitations: limitations.map((each) => each.report),
    obstacles: bench.obstacles,
    ...(bench.blocker === undefined ? {} : { blocker: bench.blocker }),
  }
}

/** Where every row of the evidence is judged. */
export function benchOf(specs: Specs, profile: Profile, evidence: Evidence, validate: SchemaValidator): Bench {
  const blocker = targetBlocker(evidence)
  const { metadata } = evidence.facts
  const documentRead = blocker === evidence.facts.blocker && metadata !== undefined && metadata.misnamed === undefined
  const tlsRefused = blocker === evidence.facts.blocker && isRefusedByTls(evidence.exchanges)
  const from = recorded(evidence)
  const obstacles = obstaclesOf(evidence)
  let known: ReadonlySet<number> | undefined
  const owed = () => {
    known ??= owedIn(from, specs, obstacles)
    return known
  }
  return {
    specs,
    profile,
    from,
    validate,
    blocker,
    documentRead,
    tlsRefused,
    obstacles,
    owed,
    never: neverShown(profile, evidence),
  }
}

/** What happens in the last clean-up comes when no row can be run once more, so it would be a verdict without a second look. */
export function beforeCleanUp(exchanges: readonly Exchange[]): readonly Exchange[] {
  return exchanges.slice(0, exchanges.findLastIndex(({ owner }) => owner !== 'clean-up') + 1)
}
