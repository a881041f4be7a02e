import { LimitReached } from './failure.ts'

/** What is longer is counted. No message of OAuth comes near it, but for the documents that a run reads once. */
const long = 16_384

/** For all long messages of a run together: evidence, its reports and the judge hold each several times. */
const most = 6 * 1_048_576

/** Keeps the evidence of a run within the memory of a small machine, whatever a server sends. */
export interface Budget {
  /** Undefined when a message of so many octets may be kept. */
  spend(octets: number, what: string): LimitReached | undefined
}

export function createBudget(): Budget {
  let spent = 0
  return {
    spend: (octets, what) => {
      if (octets <= long) return undefined
      if (spent + octets > most)
        return new LimitReached(
          'too-large',
          `${what} has ${octets} octets, and all messages of a run longer than 16 KiB may have 6 MiB together`,
        )
      spent += octets
      return undefined
    },
  }
}
