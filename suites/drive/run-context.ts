import type { Exchange, TargetFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Profile } from '../model/profile.ts'
import type { Target } from '../model/target.ts'
import type { OriginMemory } from './dpop/origin-memory.ts'
import type { RetryContext } from './http/retry.ts'
import type { Inventor } from './invent/inventor.ts'
import type { KeyRing } from './keys/key-ring.ts'

/** What every request of a run is made and sent with. */
export interface RunContext extends RetryContext {
  readonly target: Target
  readonly profile: Profile
  readonly facts: TargetFacts
  readonly version: string
  readonly inventor: Inventor
  readonly keys: KeyRing
  readonly origins: OriginMemory
  /** The metadata document. */
  readonly metadata?: Json
  readonly metadataExchange?: Exchange
  readonly jwksExchange?: Exchange
}
