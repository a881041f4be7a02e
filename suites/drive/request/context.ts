import type { Scope } from '../../language/scope.ts'
import type { JsonObject } from '../../model/json.ts'
import type { RegistrationAttempt } from '../../model/profile.ts'
import type { Target } from '../../model/target.ts'
import type { NonceMemory } from '../dpop/nonce-memory.ts'
import type { OutgoingRequest } from '../http/transport.ts'
import type { Invent } from '../invent/inventor.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import type { Wardrobe } from '../tls/wardrobe.ts'

/** Everything that a request is made from. */
export interface RequestContext {
  readonly target: Target
  readonly version: string
  readonly scope: Scope
  readonly invent: Invent
  /** The client certificates that can be presented. */
  readonly certificates: Wardrobe
  /** The key pairs of the run: what the engine signs with. */
  readonly keys: KeyRing
  /** Added to the names of DPoP keys: a row that is run once more has others. */
  readonly proofKeys?: string
  /** The scenario is about DPoP: a request without a proof is meant so. */
  readonly ownProofs?: boolean
  /** DPoP nonces. Absent where nothing is sent. */
  readonly nonces?: NonceMemory
  /** Whose keys are whose: the names of a client's keys begin with its own. */
  readonly owners: { readonly client: string; readonly second: string }
  /** Seconds since 1970 on the server's clock, as far as we know it. */
  readonly now: number
  /** Newest client information response, or the target file's entry. */
  readonly client?: JsonObject
  readonly second?: JsonObject
  /** What a registration of the scenario's client template sends. */
  readonly registration?: RegistrationAttempt['metadata']
}

export type Built =
  | { readonly kind: 'request'; readonly request: OutgoingRequest }
  /** Not offered or without meaning here: not applicable. */
  | { readonly kind: 'skipped'; readonly because: string }
  /** It should be sent, but cannot: inconclusive. */
  | { readonly kind: 'blocked'; readonly because: string }

/** Why there is no request. */
export type NoRequest = Exclude<Built, { kind: 'request' }>
