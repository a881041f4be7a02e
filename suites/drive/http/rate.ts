import { sleep } from './sleep.ts'

export interface RateLimiter {
  /** Resolves when the next request may be sent, or at once when the signal is aborted. */
  turn(signal: AbortSignal): Promise<void>
}

/** Spaces requests evenly: at most `perSecond` of them start in a second. Without a rate nobody waits. */
export function rateLimiter(perSecond?: number): RateLimiter {
  if (perSecond === undefined || perSecond <= 0) return { turn: () => Promise.resolve() }
  const gap = 1000 / perSecond
  let next = 0
  return {
    turn: (signal) => {
      const now = performance.now()
      const start = Math.max(now, next)
      next = start + gap
      return sleep(start - now, signal)
    },
  }
}
