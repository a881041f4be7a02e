import { LimitReached } from './failure.ts'

/** What is longer is counted. No message of OAuth comes near it, but for the documents that a run reads once. */
export const long = 16_384

/** For all long messages of a run together: evidence, its reports and the judge hold each several times. */
const most = 4 * 1_048_576

/** Keeps the evidence of a run within the memory of a small machine, whatever a server sends. */
export interface Budget {
  /** Undefined when a message of so many octets may be kept. */
  spend(octets: number, what: string): LimitReached | undefined
  /** The longest message that may still be kept. It only ever gets shorter. */
  room(): number
}

export function createBudget(): Budget {
  let spent = 0
  return {
    room: () => Math.max(long, most - spent),
    spend: (octets, what) => {
      if (octets <= long) return undefined
      if (spent + octets > most)
        return new LimitReached(
          'too-large',
          `${what} has ${octets} octets, too many: a run keeps 4 MiB of messages that are longer than 16 KiB. Look in the evidence for what makes the server's messages so long`,
        )
      spent += octets
      return undefined
    },
  }
}
