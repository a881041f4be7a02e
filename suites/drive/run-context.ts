import { clockOf } from '../decode/answer.ts'
import type { Exchange, TargetFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Profile } from '../model/profile.ts'
import type { Target } from '../model/target.ts'
import type { NonceMemory } from './dpop/nonce-memory.ts'
import type { RetryContext } from './http/retry.ts'
import type { Inventor } from './invent/inventor.ts'
import type { ConfiguredKeys } from './keys/configured-keys.ts'
import type { KeyRing } from './keys/key-ring.ts'
import type { Supplied } from './supplied.ts'
import type { Wardrobe } from './tls/wardrobe.ts'

/** What every request of a run is made and sent with. */
export interface RunContext extends RetryContext {
  readonly target: Target
  readonly profile: Profile
  readonly facts: TargetFacts
  readonly version: string
  readonly inventor: Inventor
  readonly certificates: Wardrobe
  readonly keys: KeyRing
  readonly nonces: NonceMemory
  readonly configuredKeys: ConfiguredKeys
  readonly supplied: Supplied
  /** The metadata document. */
  readonly metadata?: Json
  readonly metadataExchange?: Exchange
  readonly jwksExchange?: Exchange
}

/** A server whose clock differs by less than this is taken to have ours: Date counts whole seconds, and answers travel. */
const sameClock = 3

/** Whole seconds since 1970 on the server's clock, as its metadata answer showed it; ours where it did not. */
export function serverNow({ metadataExchange }: RunContext): number {
  const ours = Date.now() / 1000
  const received = metadataExchange?.response?.receivedAt
  if (metadataExchange === undefined || received === undefined) return Math.floor(ours)
  const ahead = clockOf(metadataExchange) - Date.parse(received) / 1000
  return Math.floor(Math.abs(ahead) < sameClock ? ours : ours + ahead)
}
