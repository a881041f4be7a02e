import { readAnswer } from '../decode/answer.ts'
import { holds as conditionHolds, summary } from '../language/condition.ts'
import type { Scope } from '../language/scope.ts'
import type { ScenarioRun } from '../model/evidence.ts'
import type { Scenario, Step } from '../model/scenario.ts'
import type { SchemaValidator } from '../model/specs.ts'
import { blockedBy, isSuccess } from './gate.ts'
import { judgeSubject } from './subjects/index.ts'

/**
 * The first control that was not answered as it should be, as a sentence; undefined when all hold. A control that was not
 * sent because its own condition is false does not count.
 */
export function failedControl(
  scenario: Scenario,
  run: ScenarioRun,
  scope: Scope,
  validate: SchemaValidator,
): { step: string; because: string } | undefined {
  for (const step of scenario.steps) {
    if (!step.control) continue
    const because = controlProblem(scenario, step, run, scope, validate)
    if (because !== undefined) return { step: step.id, because }
  }
  return undefined
}

function controlProblem(
  scenario: Scenario,
  step: Step,
  run: ScenarioRun,
  scope: Scope,
  validate: SchemaValidator,
): string | undefined {
  const taken = run.steps[step.id]
  if (taken === undefined) return `the control "${step.id}" is not in the evidence`
  if (taken.kind === 'skipped') return undefined
  if (taken.kind === 'blocked') return `the control "${step.id}" could not be sent: ${taken.because}`
  const exchange = scope.exchange(step.id)
  if (exchange === undefined) return `the control "${step.id}" is not in the evidence`
  const here: Scope = { ...scope, step: step.id }
  for (const check of step.expect) {
    if (!conditionHolds(check.when, here).holds) continue
    const blocker = blockedBy(exchange, 'conformance', check)
    if (blocker !== undefined) return `the control "${step.id}" failed: ${blocker}`
    const outcome = judgeSubject(check.subject, { exchange, scope: here, validate })
    if (outcome.kind === 'violated')
      return `the control "${step.id}" failed: expected ${outcome.expected}, observed ${outcome.observed}`
    if (outcome.kind === 'undecided') return `the control "${step.id}" is undecided: ${outcome.because}`
  }
  if (step.expect.length > 0) return undefined
  const answer = readAnswer(exchange)
  if (isSuccess(exchange) && answer.kind === 'json') return undefined
  return `the control "${step.id}" failed: ${exchange.request.method} ${exchange.request.url} answered ${summary(exchange)} in ${scenario.id}`
}
