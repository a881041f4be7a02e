import type { Scope } from '../language/scope.ts'
import type { Exchange } from '../model/evidence.ts'
import { unanswered } from './gate.ts'

/** A scope that remembers which steps' answers were looked at. */
export interface WatchedScope {
  readonly scope: Scope
  /** The first look at another step that got no answer, or one that says "not now", as a sentence. */
  unansweredStep(): string | undefined
}

/**
 * What was concluded from an answer that never came is no finding: a request that a rate limit stopped was neither refused nor granted. Wraps the scope
 * in which the step `own` is judged; its own answer is the gate's business.
 */
export function watch(scope: Scope, own: string): WatchedScope {
  const seen = new Map<string, Exchange>()
  return {
    scope: {
      ...scope,
      exchange: (step) => {
        const exchange = scope.exchange(step)
        if (exchange !== undefined && step !== own) seen.set(step, exchange)
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
  }
}
