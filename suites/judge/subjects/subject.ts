import type { Match } from '../../language/match.ts'
import type { Scope } from '../../language/scope.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { SchemaValidator } from '../../model/specs.ts'

/** What a subject says of one exchange: the same four answers as a matcher. */
export type Outcome = Match

/** What every subject is given. */
export interface Seen {
  readonly exchange: Exchange
  readonly scope: Scope
  readonly validate: SchemaValidator
}

export const holds: Outcome = { kind: 'holds' }
export const violated = (expected: string, observed: string): Outcome => ({ kind: 'violated', expected, observed })
export const moot = (because: string): Outcome => ({ kind: 'moot', because })
export const undecided = (because: string): Outcome => ({ kind: 'undecided', because })
