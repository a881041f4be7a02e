import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Octets of long messages after which the memory that they took is given back. */
const often = 4 * 1_048_576

/** Long messages leave many times their size behind. Nothing happens in a run whose messages have the usual length. */
export function createReclaimer(): (octets: number) => void {
  let passed = 0
  return (octets) => {
    passed += octets
    if (passed < often) return
    passed = 0
    giveMemoryBack()
  }
}

let collect: (() => void) | undefined

/** The engine takes its time to collect what nobody needs while there is memory on the machine: here a small one is meant to do. */
export function giveMemoryBack(): void {
  collect ??= collector()
  collect()
}

function collector(): () => void {
  setFlagsFromString('--expose-gc')
  // From here on the heap grows by small steps: judging and the reports come yet.
  setFlagsFromString('--optimize-for-size')
  const found: unknown = runInNewContext('gc')
  return () => {
    if (typeof found === 'function') found()
  }
}
