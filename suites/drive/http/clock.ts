import { sleep } from './sleep.ts'

/** The time of a run. A run that is made again from its evidence has that of the evidence. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds since any moment; nobody sets them back. */
  elapsed(): number
  /** At most until the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

export const wallClock: Clock = { now: () => Date.now(), elapsed: () => performance.now(), sleep }
