import { holds } from '../language/condition.ts'
import type { Scope } from '../language/scope.ts'
import type { Exchange, ScenarioRun } from '../model/evidence.ts'
import type { PlannedRow } from '../model/plan.ts'
import type { Condition, Step } from '../model/scenario.ts'
import { unanswered } from './gate.ts'
import { type NeverShown, neverShownTo } from './never-shown.ts'

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
  readonly never: NeverShown
}

/**
 * Why it is not known whether a condition of a step would have held: it does not hold because of an answer that never came, to that step or to one on which hangs whether that step was
 * sent. The network decides nothing about what applies.
 */
export function lostAnswer(condition: Condition | undefined, own: string, place: Place): string | undefined {
  const { planned, run, scope, never } = place
  const unknown = neverShownTo(condition, never)
  if (unknown !== undefined) return unknown
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
    if (taken?.kind === 'blocked' && lostIn(run, scope) !== undefined)
      return `step "${step.id}" could not be sent: ${taken.because}`
    const earlier =
      taken?.kind === 'skipped' ? (lostAnswer(step.when, step.id, place) ?? lostPart(step, place)) : undefined
    if (earlier !== undefined) return earlier
  }
  // What a server fetches hangs on the requests that it got.
  const unfetched = condition?.fetched === undefined ? undefined : lostIn(run, scope)
  return unfetched ?? lostReference(condition, place)
}

/** Why it is not known what a step would have shown that was not sent although its condition holds: its request is made of an answer that never came. */
export function lostPart({ when, request, id }: Step, place: Place): string | undefined {
  return holds(when, { ...place.scope, step: id }).holds ? lostReference(request, place) : undefined
}

/** What stands behind a reference to another step, or to what the registration of a client brought, never came. */
function lostReference(where: unknown, { run, scope }: Place): string | undefined {
  const text = JSON.stringify(where) ?? ''
  const steps = Object.keys(run.steps).filter((step) => text.includes(`"$steps.${step}.`))
  const clients = [
    text.includes('"$client#') ? run.client : undefined,
    text.includes('"$second#') ? run.second : undefined,
  ]
  const answers = [...steps.flatMap((step) => scope.exchange(step) ?? []), ...registrationsOf(clients, scope)]
  return answers.flatMap((each) => unanswered(each) ?? [])[0]
}

/** Why an answer that the row needed never came, to one of its steps or to the registration of a client. A server that refuses what the row needs has decided for itself. */
export function lostIn(run: ScenarioRun, scope: Scope): string | undefined {
  const answers = Object.keys(run.steps).flatMap((step) => scope.exchange(step) ?? [])
  const needed = [...registrationsOf([run.client, run.second], scope), ...answers]
  return needed.flatMap((each) => unanswered(each) ?? [])[0]
}

/** The last try to register each of these clients, and that of all, which has the name before the "@": where it could not be registered, a row registers none of its own. */
function registrationsOf(clients: readonly (string | undefined)[], scope: Scope): readonly Exchange[] {
  const keys = clients.flatMap((key) => (key === undefined ? [] : [key, key.replace(/@.*$/u, '')]))
  const known = registrations.get(scope.all()) ?? new Map(scope.all().map((each) => [each.step, each]))
  registrations.set(scope.all(), known)
  return keys.flatMap((key) => known.get(`register ${key}`) ?? [])
}

/** The last exchange of each step name. */
const registrations = new WeakMap<readonly Exchange[], ReadonlyMap<string, Exchange>>()
