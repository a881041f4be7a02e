import type { Operation } from '../../model/vocabulary.ts'

/** How many requests a run may send, from the first one to the last one of clean-up. */
export interface RequestBudget {
  /** Counts a request that is about to go out. A sentence: it must not, since the budget is used up. */
  take(id: number, sending: { readonly owner: string; readonly operation: Operation }): string | undefined
  /** To be called when an exchange has ended, and the registry knows whether there is a client. */
  ended(id: number): void
  /** Why nothing more is sent, as a sentence; undefined while there is something left. */
  reason(): string | undefined
}

/**
 * `clients`: how many the run has registered and not deleted. Each keeps one request of the budget for its deletion, and so does each that is being registered: what a
 * budget ends is cleaned up within it.
 */
export function createRequestBudget(most: number, clients: () => number): RequestBudget {
  let sent = 0
  const registering = new Set<number>()
  let because: string | undefined
  return {
    take: (id, { owner, operation }) => {
      const isRegistration = operation === 'register'
      if (owner !== 'clean-up') {
        const kept = clients() + registering.size + Number(isRegistration)
        if (because === undefined && sent + 1 + kept > most)
          because = `the budget of ${most} requests (--max-requests) is used up, so nothing more was sent`
        if (because !== undefined) return because
      }
      sent += 1
      if (isRegistration) registering.add(id)
      return undefined
    },
    ended: (id) => {
      registering.delete(id)
    },
    reason: () => because,
  }
}
