import { LimitReached } from './http/failure.ts'
import type { Estimate } from './observer.ts'

/** Milliseconds in which what comes before the plan, and what runs once more, has its time. */
const around = 300_000

interface Pace {
  readonly timeoutMs: number
  readonly concurrency: number
  readonly rate?: number
}

/**
 * The longest time of a whole run, in milliseconds: 5 minutes, for each request of the plan the time that it may wait and that the rate asks for, and twice what steps wait on purpose,
 * since a row may be run once more. Nobody who answers each request in time comes near it.
 */
export const longestRun = (
  { requests, seconds }: Pick<Estimate, 'requests' | 'seconds'>,
  { timeoutMs, concurrency, rate }: Pace,
): number =>
  around +
  2 * 1000 * seconds +
  requests * (timeoutMs / concurrency + (rate === undefined || rate <= 0 ? 0 : 1000 / rate))

/** Ends the sending of a run when its time is over. */
export interface Deadline {
  /** Aborted by whoever ends the run: the user, or time. */
  readonly signal: AbortSignal
  /** The plan is known. A limit that the user has set stays. */
  plan(estimate: Pick<Estimate, 'requests' | 'seconds'>): void
  /** Why nothing more is sent, as a sentence; undefined while there is time. */
  reason(): string | undefined
  end(): void
}

/** `seconds`: the limit that the user has set. */
export function startDeadline(outer: AbortSignal, pace: Pace, seconds?: number): Deadline {
  const started = performance.now()
  const own = new AbortController()
  let because: string | undefined
  let timer: NodeJS.Timeout | undefined
  const within = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(
      () => {
        because = `the time for the whole run is over (${Math.round(ms / 1000)} s), so nothing more was sent`
        own.abort(new LimitReached('interrupted', because))
      },
      Math.max(0, ms - (performance.now() - started)),
    )
    timer.unref()
  }
  within(seconds === undefined ? 2 * around : seconds * 1000)
  return {
    signal: AbortSignal.any([outer, own.signal]),
    plan: (estimate) => {
      if (seconds === undefined && because === undefined) within(longestRun(estimate, pace))
    },
    reason: () => because,
    end: () => clearTimeout(timer),
  }
}
