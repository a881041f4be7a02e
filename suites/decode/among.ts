import { closest } from './closest.ts'
import { bad, type Decoded, good } from './decoded.ts'

/** The word as one of the names; the problem lists what exists and guesses what was meant. `what`: "part", "endpoint". */
export function among<T extends string>(word: string, names: readonly T[], what: string): Decoded<T> {
  const found = names.find((name) => name === word)
  if (found !== undefined) return good(found)
  const near = closest(word, names)
  const guess = near === undefined ? '' : `; did you mean "${near}"?`
  return bad(`there is no ${what} "${word}" (there are ${names.join(', ')})${guess}`)
}
