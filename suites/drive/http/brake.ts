import type { Exchange } from '../../model/evidence.ts'
import { longestPause, retryAfter } from './retry-after.ts'

/** Stops a run that the server does not want: it asks for longer waits than a run can make. */
export interface Brake {
  observe(exchange: Exchange): void
  /** Why nothing more is sent, as a sentence; undefined while the run may go on. */
  reason(): string | undefined
}

/** One such answer may be about one client or one endpoint; so many are about the run. */
const patience = 3

export function createBrake(): Brake {
  let count = 0
  let longest = 0
  return {
    observe: (exchange) => {
      const wait = exchange.owner === 'clean-up' ? undefined : retryAfter(exchange)
      if (wait === undefined || wait <= longestPause) return
      count += 1
      longest = Math.max(longest, wait)
    },
    reason: () =>
      count < patience
        ? undefined
        : `the server limits how many requests it takes: it asks for a wait of ${Math.round(longest / 1000)} s (429 or 503 with Retry-After), and a run waits ${longestPause / 1000} s at most, so nothing more was sent`,
  }
}
