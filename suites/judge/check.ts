import { holds as conditionHolds } from '../language/condition.ts'
import type { Scope } from '../language/scope.ts'
import type { Exchange, ScenarioRun } from '../model/evidence.ts'
import type { PlannedRow } from '../model/plan.ts'
import type { Profile } from '../model/profile.ts'
import type { Check, Condition, Step } from '../model/scenario.ts'
import type { SchemaValidator, Specs } from '../model/specs.ts'
import type { CheckVerdict, Verdict } from '../model/verdict.ts'
import { violationOf } from '../plan/severity.ts'
import { blockedBy } from './gate.ts'
import { lostAnswer, lostPart, watch } from './leaning.ts'
import { type NeverShown, neverShownTo } from './never-shown.ts'
import { judgeSubject } from './subjects/index.ts'
import type { Match } from './subjects/subject.ts'

/** What judging one step's checks needs. */
export interface StepContext {
  readonly specs: Specs
  readonly profile: Profile
  readonly planned: PlannedRow
  readonly run: ScenarioRun
  readonly scope: Scope
  readonly validate: SchemaValidator
  /** What came in the same attempt, whichever row asked for it. */
  readonly answers: readonly Exchange[]
  /** The row that sent a request. */
  readonly senderOf: (exchange: Exchange) => string | undefined
  /** The row is run once more. */
  readonly further: boolean
  /** Legal requests that the server has to take. */
  readonly owed: () => ReadonlySet<number>
  readonly never: NeverShown
}

/** A check of a step and what was said of it. */
export interface Judged {
  readonly check: Check
  readonly verdict: Verdict
}

/** Attaches a verdict to a check. A check without requirement cannot be reported and yields undefined. */
export function checkVerdict(
  check: Check,
  step: Step,
  verdict: Verdict,
  context: Pick<StepContext, 'specs' | 'planned'>,
  exchange?: number,
  samples: Pick<CheckVerdict, 'exchanges' | 'senders' | 'often'> = {},
): CheckVerdict | undefined {
  if (check.requirement === undefined) return undefined
  const requirement = context.specs.requirements[check.requirement]
  return {
    id: `${context.planned.id}:${step.id}:${check.name}`,
    requirement: check.requirement,
    ...(requirement === undefined ? {} : { level: requirement.level }),
    verdict,
    step: step.id,
    ...(exchange === undefined ? {} : { exchange }),
    ...samples,
    ...(check.hint === undefined ? {} : { hint: check.hint }),
    at: check.at,
  }
}

/** Judges one check on the exchange of its step, which was sent. */
export function judgeCheck(check: Check, step: Step, context: StepContext): Verdict {
  const { scope, validate } = context
  const watched = watch(scope, step.id)
  const here: Scope = { ...watched.scope, step: step.id }
  const exchange = scope.exchange(step.id)
  if (exchange === undefined)
    return { kind: 'inconclusive', because: `the exchange of step "${step.id}" is not in the evidence` }
  const unknown = neverShownTo(check.when, context.never)
  if (unknown !== undefined) return { kind: 'inconclusive', because: unknown }
  const condition = conditionHolds(check.when, here)
  if (!condition.holds) return unmet(check.when, condition.because, step, context)
  const blocker = blockedBy(exchange, context.planned.scenario.kind, check)
  if (blocker !== undefined) return { kind: 'inconclusive', because: blocker }
  const match = judgeSubject(check, { exchange, scope: here, validate })
  if (match.kind === 'violated') {
    // The step was sent because of this condition.
    conditionHolds(step.when, here)
    const because = watched.unansweredStep()
    if (because !== undefined) return { kind: 'inconclusive', because }
  }
  return settle(match, check, step, context)
}

/** The verdict where a condition of a check, or of its step, does not hold. */
function unmet(condition: Condition | undefined, because: string, { id }: Step, context: StepContext): Verdict {
  const lost = lostAnswer(condition, id, context)
  return lost === undefined ? { kind: 'not-applicable', because } : { kind: 'inconclusive', because: lost }
}

/** The verdict where a step was not sent. */
export function notSent(step: Step, because: string, context: StepContext): Verdict {
  const lost = lostPart(step, context)
  return lost === undefined ? unmet(step.when, because, step, context) : { kind: 'inconclusive', because: lost }
}

/** What was found, as a verdict: the requirement and the profile say what a violation weighs. */
export function settle(match: Match, check: Check, step: Step, context: StepContext): Verdict {
  const { specs, profile } = context
  const requirement = check.requirement === undefined ? undefined : specs.requirements[check.requirement]
  if (requirement === undefined)
    return { kind: 'error', because: `requirement ${check.requirement} is not in the catalogue` }
  switch (match.kind) {
    case 'holds':
      return { kind: 'pass' }
    case 'violated':
      return scored(violationOf(requirement, profile, match.expected, match.observed), check, step, context)
    case 'moot':
      return { kind: 'not-applicable', because: match.because }
    case 'undecided':
      return { kind: 'inconclusive', because: match.because }
    default:
      return match satisfies never
  }
}

/** A check that no mutant makes fail is not scored: it warns at most, and says so. */
function scored(verdict: Verdict, check: Check, step: Step, { specs, planned }: StepContext): Verdict {
  const exception = specs.proof.unproven[`${planned.scenario.id}:${step.id}:${check.name}`]
  if (exception === undefined || verdict.kind !== 'fail') return verdict
  return { ...verdict, kind: 'warn', expected: `${verdict.expected} (unproven, so not scored: ${exception.reason})` }
}
