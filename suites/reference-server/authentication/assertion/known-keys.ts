import type { JsonObject } from '../../../model/json.ts'

/** A set of keys that was read at a jwks_uri. */
export interface KnownKeys {
  readonly keys: readonly JsonObject[]
  /** Seconds since 1970: not used any more from then on. */
  readonly until: number
  /** When it may be read again early, since an assertion names a key that is not in it. */
  readonly again: number
}
