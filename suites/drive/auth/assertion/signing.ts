import type { Scope } from '../../../language/scope.ts'
import type { KeyRing } from '../../keys/key-ring.ts'

/** What a client needs to make an assertion about itself. */
export interface Signing {
  readonly keys: KeyRing
  /** Whose keys: the names of a client's keys begin with it. */
  readonly owner: string
  /** The scenario's other client's. */
  readonly otherOwner: string
  readonly scope: Scope
  /** Seconds since 1970 on the server's clock, as far as we know it. */
  readonly now: number
}
