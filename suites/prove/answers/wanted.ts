import picomatch from 'picomatch'
import { random } from '../random.ts'
import type { Chosen } from './account.ts'
import { nameOf } from './kinds.ts'

/** Which mutations are looked at. */
export interface Filter {
  /** Operations. Empty: all. */
  readonly operation: readonly string[]
  /** Globs of places, such as "/expires_in" or "header *". Empty: all. */
  readonly member: readonly string[]
  /** Per cent. */
  readonly sample: number
  readonly seed: number
}

/** The same seed gives the same sample, whatever the evidence. */
export function wantedBy({ operation, member, sample, seed }: Filter): Chosen {
  const fits = member.map((glob) => picomatch(glob, { bash: true }))
  return (answer, place, change) =>
    (operation.length === 0 || operation.includes(answer.operation)) &&
    (fits.length === 0 || fits.some((each) => each(place)) || member.includes(place)) &&
    (sample >= 100 || random(`${seed} ${nameOf(answer)} ${place} ${change}`)() * 100 < sample)
}
