import { readAnswer } from '../decode/answer.ts'
import { at } from '../decode/pointer.ts'
import { holds as conditionHolds, grants, summary } from '../language/condition.ts'
import type { Scope } from '../language/scope.ts'
import type { Exchange, ScenarioRun } from '../model/evidence.ts'
import type { Scenario, Step } from '../model/scenario.ts'
import type { SchemaValidator } from '../model/specs.ts'
import { blockedBy, isSuccess } from './gate.ts'
import { judgeSubject } from './subjects/index.ts'

/** A control that was not answered as it should be, and why, as a sentence. */
export interface FailedControl {
  readonly step: string
  readonly because: string
}

/**
 * The controls that were not answered as they should be, in the order of their steps. A control that was not sent because its own condition is
 * false does not count: one that stands behind an acceptance asks for the plain form only where the variation was refused.
 */
export function failedControls(
  scenario: Scenario,
  run: ScenarioRun,
  scope: Scope,
  validate: SchemaValidator,
): readonly FailedControl[] {
  return scenario.steps.flatMap((step) => {
    const because = step.control ? controlProblem(scenario, step, run, scope, validate) : undefined
    return because === undefined ? [] : [{ step: step.id, because }]
  })
}

function controlProblem(
  scenario: Scenario,
  step: Step,
  run: ScenarioRun,
  scope: Scope,
  validate: SchemaValidator,
): string | undefined {
  const taken = run.steps[step.id]
  // Evidence of an older version has no step for a control that would not have been sent.
  if (taken === undefined && !conditionHolds(step.when, scope).holds) return undefined
  if (taken === undefined) return `the control "${step.id}" is not in the evidence`
  if (taken.kind === 'skipped') return undefined
  if (taken.kind === 'blocked') return `the control "${step.id}" could not be sent: ${taken.because}`
  const exchange = scope.exchange(step.id)
  if (exchange === undefined) return `the control "${step.id}" is not in the evidence`
  const here: Scope = { ...scope, step: step.id }
  for (const check of step.expect) {
    if (check.every !== undefined || !conditionHolds(check.when, here).holds) continue
    const blocker = blockedBy(exchange, 'conformance', check)
    if (blocker !== undefined) return `the control "${step.id}" failed: ${blocker}`
    const outcome = judgeSubject(check, { exchange, scope: here, validate })
    if (outcome.kind === 'violated')
      return `the control "${step.id}" failed: expected ${outcome.expected}, observed ${outcome.observed}`
    if (outcome.kind === 'undecided') return `the control "${step.id}" is undecided: ${outcome.because}`
  }
  if (step.expect.some(({ every }) => every === undefined)) return undefined
  if (hasWorked(step, exchange)) return undefined
  return `the control "${step.id}" failed: ${exchange.request.method} ${exchange.request.url} answered ${summary(exchange)} in ${scenario.id}`
}

/**
 * Whether a control without checks of its own was accepted. Any server can answer 200, an echo for one: a registration has a client_id (RFC 7591
 * section 3.2.1), a token response an access_token (RFC 6749 section 5.1).
 */
function hasWorked({ operation }: Step, exchange: Exchange): boolean {
  if (operation === 'http') return isSuccess(exchange)
  const { kind, json } = readAnswer(exchange)
  if (!isSuccess(exchange) || kind !== 'json') return false
  if (operation === 'register') return typeof at(json, '/client_id') === 'string'
  return operation !== 'token' || grants(exchange)
}
