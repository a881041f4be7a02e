import type { Scope } from '../../language/scope.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { SchemaValidator } from '../../model/specs.ts'

export { holds, type Match, moot, undecided, violated } from '../../language/matched.ts'

/** What every subject is given. */
export interface Seen {
  readonly exchange: Exchange
  readonly scope: Scope
  readonly validate: SchemaValidator
}
