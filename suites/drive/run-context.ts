import { clockOf } from '../decode/answer.ts'
import type { Exchange, TargetFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Profile } from '../model/profile.ts'
import type { Target } from '../model/target.ts'
import type { NonceMemory } from './dpop/nonce-memory.ts'
import type { Hosting } from './hosting/hosting.ts'
import type { RetryContext } from './http/retry.ts'
import type { Inventor } from './invent/inventor.ts'
import type { ConfiguredKeys } from './keys/configured-keys.ts'
import type { KeyRing } from './keys/key-ring.ts'
import type { Built } from './request/context.ts'
import type { Supplied } from './supplied.ts'
import type { Handshakes } from './tls/handshakes.ts'
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
  readonly handshakes: Handshakes
  readonly hosting: Hosting
  readonly recorded?: FromEvidence
  /** The metadata document. */
  readonly metadata?: Json
  readonly metadataExchange?: Exchange
  readonly jwksExchange?: Exchange
}

/** What only its evidence can say of a run that is made once more. `row`: with its number, where it is a further attempt. */
export interface FromEvidence {
  /** The request, or none, of a step where the characters of a secret decide that. */
  byForm(row: string, step: string, defect: string | undefined, built: Built): Built
  /** Whether a step was sent more than so often, where milliseconds decide that. */
  oftenerThan(row: string, step: string, sent: number): boolean
}

/** Where the clocks agree as far as an answer can show it: a little in the past, since a server need not take what comes from its future. */
const margin = -1

/**
 * Whole seconds since 1970 on the server's clock, never ahead of it as far as its metadata answer shows: iat and nbf in its future may be refused
 * (RFC 7519 sections 4.1.5 and 4.1.6). Date counts whole seconds and was written between sending and receiving, which leaves an interval.
 */
export function serverNow({ metadataExchange, clock }: RunContext): number {
  const ours = clock.now() / 1000
  const received = metadataExchange?.response?.receivedAt
  if (metadataExchange === undefined || received === undefined) return Math.floor(ours + margin)
  const date = clockOf(metadataExchange)
  const [least, most] = [
    date - Date.parse(received) / 1000,
    date + 1 - Date.parse(metadataExchange.request.sentAt) / 1000,
  ]
  return Math.floor(ours + (least <= 0 && most >= 0 ? Math.max(least, margin) : least))
}
