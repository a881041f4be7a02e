import { holds as conditionHolds } from '../language/condition.ts'
import type { Scope } from '../language/scope.ts'
import type { ScenarioRun } from '../model/evidence.ts'
import type { PlannedRow } from '../model/plan.ts'
import type { Profile } from '../model/profile.ts'
import type { Step } from '../model/scenario.ts'
import type { SchemaValidator, Specs } from '../model/specs.ts'
import type { CheckVerdict, ScenarioVerdict, Verdict, VerdictKind } from '../model/verdict.ts'
import { readsDocumentOnly } from '../plan/document-only.ts'
import { looksAtTlsOnly } from '../plan/tls-only.ts'
import { settled } from './attempts.ts'
import { checkVerdict, type Judged, judgeCheck, notSent, type StepContext } from './check.ts'
import { type FailedControl, failedControls } from './control.ts'
import { judgeEvery } from './every.ts'
import type { Obstacle } from './history/obstacle.ts'
import { obstructedRow } from './history/obstructed.ts'
import { onlyWithFetches } from './hosted.ts'
import { lostIn } from './leaning.ts'
import { type NeverShown, neverShownTo } from './never-shown.ts'
import { oneCause } from './one-cause.ts'
import { type Recorded, recordedScope } from './recorded-scope.ts'
import { stoppedRow } from './stopped.ts'

/** Where a row is judged: everything but the row itself. */
export interface Bench {
  readonly specs: Specs
  readonly profile: Profile
  readonly from: Recorded
  readonly validate: SchemaValidator
  /** What stood in the way of the run, as its own history shows. */
  readonly obstacles: readonly Obstacle[]
  /** Ids of the legal requests that the server has to take, worked out when somebody asks. */
  readonly owed: () => ReadonlySet<number>
  readonly never: NeverShown
  /** Set when the target as a whole cannot be judged. */
  readonly blocker: string | undefined
  /** The metadata document was read, and is where the target's fault is. */
  readonly documentRead: boolean
  /** We have refused the target's TLS, which is where its fault is. */
  readonly tlsRefused: boolean
}

/** Judges one scenario row. Every check that cites a requirement gets exactly one verdict. */
export function judgeRow(planned: PlannedRow, bench: Bench): ScenarioVerdict {
  // Where nothing was learnt of the target, nothing is known of what applies to it either.
  if (bench.blocker !== undefined && !isJudgedAnyway(planned, bench))
    return same(planned, bench, { kind: 'inconclusive', because: bench.blocker })
  if (planned.applies.kind === 'not-applicable') {
    const { because } = planned.applies
    const { capabilities } = bench.from.evidence.facts
    const lost = [...bench.never].find(([name]) => capabilities[name]?.because === because)?.[1]
    return same(
      planned,
      bench,
      lost === undefined ? { kind: 'not-applicable', because } : { kind: 'inconclusive', because: lost },
    )
  }
  const recordedRuns = bench.from.runs(planned.id)
  const runs = recordedRuns.length === 0 ? ofSamples(planned) : recordedRuns
  if (runs.length === 0)
    return same(planned, bench, { kind: 'inconclusive', because: 'this scenario is not in the evidence' })
  const attempts = runs.map((run, index) => undecided(judgeRun(planned, run, bench, index > 0), run, bench))
  const { evidence } = bench.from
  const lost = runs.flatMap((run) => lostIn(run, recordedScope(planned.row, run, bench.from)) ?? [])[0]
  return finish(planned, onlyWithFetches(settled(attempts, evidence.run.stopped), planned, evidence, lost))
}

/** What is not concluded from an attempt, since something that only the whole run shows stood in its way. */
export const undecided = (
  checks: readonly CheckVerdict[],
  run: ScenarioRun,
  { from, obstacles }: Bench,
): readonly CheckVerdict[] => stoppedRow(obstructedRow(checks, run, from, obstacles), run, from)

/** Where the fault of the target is what the row is about. */
const isJudgedAnyway = ({ scenario }: PlannedRow, { documentRead, tlsRefused }: Bench): boolean =>
  (documentRead && readsDocumentOnly(scenario)) || (tlsRefused && looksAtTlsOnly(scenario))

/** One attempt at the row. */
function judgeRun(planned: PlannedRow, run: ScenarioRun, bench: Bench, further: boolean): readonly CheckVerdict[] {
  const scope = recordedScope(planned.row, run, bench.from)
  const context: StepContext = {
    specs: bench.specs,
    profile: bench.profile,
    planned,
    run,
    scope,
    validate: bench.validate,
    answers: bench.from.answers(run),
    senderOf: bench.from.senderOf,
    further,
    owed: bench.owed,
    never: bench.never,
  }
  const failed = failedControls(planned.scenario, run, scope, bench.validate)
  return planned.scenario.steps.flatMap((step) => {
    const own = { ...step, expect: step.expect.filter(({ every }) => every === undefined) }
    return [...judgeStep(own, context, failed), ...judgeSamples(step, context, failed)]
  })
}

/** A scenario that is about every answer of the run needs none of its own: it judges evidence that is older than itself, too. */
function ofSamples({ id, scenario, row }: PlannedRow): readonly ScenarioRun[] {
  const checks = scenario.steps.flatMap((step) => step.expect)
  const needsNone = checks.length > 0 && checks.every(({ every }) => every !== undefined)
  return needsNone ? [{ id, scenario: scenario.id, row, steps: {} }] : []
}

/** The checks of a step that are about every answer of the run. An answer that came may be wrong whatever else failed, but it is no credit to a server that did not serve. */
function judgeSamples(step: Step, context: StepContext, [control]: readonly FailedControl[]): CheckVerdict[] {
  return step.expect.flatMap((check) => {
    if (check.every === undefined) return []
    const { verdict, exchange, samples } = judgeEvery(check, check.every, step, context)
    const said: Verdict =
      verdict.kind === 'pass' && control !== undefined ? { kind: 'inconclusive', because: control.because } : verdict
    return checkVerdict(check, step, said, context, exchange, samples) ?? []
  })
}

function judgeStep(step: Step, context: StepContext, failed: readonly FailedControl[]): CheckVerdict[] {
  const taken = context.run.steps[step.id]
  const whole = (verdict: Verdict): CheckVerdict[] =>
    step.expect.flatMap((check) => checkVerdict(check, step, verdict, context) ?? [])
  const unknown = neverShownTo(step.when, context.never)
  if (unknown !== undefined) return whole({ kind: 'inconclusive', because: unknown })
  if (taken === undefined) return whole(notRecorded(step, context.scope))
  if (taken.kind === 'skipped') return whole(notSent(step, taken.because, context))
  if (taken.kind === 'blocked') return whole({ kind: 'inconclusive', because: taken.because })
  const exchange = taken.exchanges.at(-1)
  // A control may have checks of its own, which decide unless another control failed.
  const control = failed.find((each) => each.step !== step.id)
  if (control !== undefined) {
    return step.expect.flatMap(
      (check) => checkVerdict(check, step, { kind: 'inconclusive', because: control.because }, context, exchange) ?? [],
    )
  }
  const judged: Judged[] = step.expect
    .filter((check) => check.requirement !== undefined)
    .map((check) => ({ check, verdict: judgeCheck(check, step, context) }))
  return oneCause(judged, step, context).flatMap(
    ({ check, verdict }) => checkVerdict(check, step, verdict, context, exchange) ?? [],
  )
}

/** Evidence of an older version has no step that is new since; one that would not have been sent is missed by nobody. */
function notRecorded(step: Step, scope: Scope): Verdict {
  const sent = conditionHolds(step.when, scope)
  return sent.holds
    ? { kind: 'inconclusive', because: `step "${step.id}" is not in the evidence` }
    : { kind: 'not-applicable', because: sent.because }
}

/** The same verdict for every check of the row. */
function same(planned: PlannedRow, bench: Bench, verdict: Verdict): ScenarioVerdict {
  const context = { specs: bench.specs, planned }
  const checks = planned.scenario.steps.flatMap((step) =>
    step.expect.flatMap((check) => checkVerdict(check, step, verdict, context) ?? []),
  )
  const because = 'because' in verdict ? { because: verdict.because } : {}
  return { ...finish(planned, checks), verdict: verdict.kind, ...because }
}

function finish(planned: PlannedRow, checks: readonly CheckVerdict[]): ScenarioVerdict {
  const kind = worst(checks.map((check) => check.verdict.kind))
  const decisive = checks.find((check) => check.verdict.kind === kind)?.verdict
  return {
    id: planned.id,
    scenario: planned.scenario.id,
    title: planned.scenario.title,
    row: planned.row,
    verdict: kind,
    ...(decisive !== undefined && 'because' in decisive ? { because: decisive.because } : {}),
    checks,
  }
}

const order: readonly VerdictKind[] = ['error', 'fail', 'inconclusive', 'warn', 'pass', 'not-applicable']

/** The verdict of a group: its worst member's. No member at all: not-applicable. */
export function worst(kinds: readonly VerdictKind[]): VerdictKind {
  return order.find((kind) => kinds.includes(kind)) ?? 'not-applicable'
}
