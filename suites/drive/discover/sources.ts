import type { TargetFacts } from '../../model/evidence.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Profile } from '../../model/profile.ts'
import type { Target } from '../../model/target.ts'

/** What capabilities are read from. */
export interface CapabilitySources {
  readonly target: Target
  readonly profile: Profile
  readonly metadata?: JsonObject
  readonly endpoints: TargetFacts['endpoints']
  readonly https: boolean
  /** The target is on this machine. */
  readonly loopback: boolean
}

export type Facts = TargetFacts['capabilities']
