import { holds } from '../language/condition.ts'
import type { Scope } from '../language/scope.ts'
import type { Exchange, ScenarioRun } from '../model/evidence.ts'
import type { PlannedRow } from '../model/plan.ts'
import type { Condition } from '../model/scenario.ts'
import { unanswered } from './gate.ts'

/** A scope that remembers which steps' answers were looked at. */
export interface WatchedScope {
  readonly scope: Scope
  /** The first look at another step that got no answer, or one that says "not now", as a sentence. */
  unansweredStep(): string | undefined
  /** Steps that were looked at and not sent. */
  unsent(): readonly string[]
}

/**
 * What was concluded from an answer that never came is no finding: a request that a rate limit stopped was neither refused nor granted. Wraps the scope
 * in which the step `own` is judged; its own answer is the gate's business.
 */
export function watch(scope: Scope, own: string): WatchedScope {
  const seen = new Map<string, Exchange>()
  const unsent = new Set<string>()
  return {
    scope: {
      ...scope,
      exchange: (step) => {
        const exchange = scope.exchange(step)
        if (exchange === undefined) unsent.add(step)
        else if (step !== own) seen.set(step, exchange)
        return exchange
      },
    },
    unansweredStep: () => {
      for (const [step, exchange] of seen) {
        const because = unanswered(exchange)
        if (because !== undefined) return `step "${step}" got no answer to compare with: ${because}`
      }
      return undefined
    },
    unsent: () => [...unsent],
  }
}

/** Where a condition is looked at. */
interface Place {
  readonly planned: PlannedRow
  readonly run: ScenarioRun
  readonly scope: Scope
}

/**
 * Why it is not known whether a condition of a step would have held: it does not hold because of an answer that never came, to that step or to one on which hangs whether that step was
 * sent. The network decides nothing about what applies.
 */
export function lostAnswer(condition: Condition | undefined, own: string, place: Place): string | undefined {
  const { planned, run, scope } = place
  let ownFailure: string | undefined
  const watched = watch(scope, own)
  const exchange = (step: string): Exchange | undefined => {
    const found = watched.scope.exchange(step)
    if (step === own && found?.failure !== undefined) ownFailure = unanswered(found)
    return found
  }
  if (holds(condition, { ...watched.scope, exchange, step: own }).holds) return undefined
  const because = watched.unansweredStep() ?? ownFailure
  if (because !== undefined) return because
  const { steps } = planned.scenario
  // A condition may name a later step, to say that it was not sent.
  for (const step of steps.slice(
    0,
    steps.findIndex(({ id }) => id === own),
  )) {
    const taken = watched.unsent().includes(step.id) ? run.steps[step.id] : undefined
    if (taken?.kind === 'blocked' && networkFailed(place))
      return `step "${step.id}" could not be sent: ${taken.because}`
    const earlier = taken?.kind === 'skipped' ? lostAnswer(step.when, step.id, place) : undefined
    if (earlier !== undefined) return earlier
  }
  return undefined
}

/** Whether an answer that the row needed never came, to one of its steps or to the registration of a client. A server that refuses what the row needs has decided for itself. */
function networkFailed({ run, scope }: Place): boolean {
  // A row whose client is its own registers none where that of all, which has the name before the "@", could not be registered.
  const keys = [run.client, run.second].flatMap((key) => (key === undefined ? [] : [key, key.replace(/@.*$/u, '')]))
  const registrations = keys.flatMap((key) => scope.all().findLast(({ step }) => step === `register ${key}`) ?? [])
  const answers = Object.keys(run.steps).flatMap((step) => scope.exchange(step) ?? [])
  return [...registrations, ...answers].some((each) => unanswered(each) !== undefined)
}
