import type { Evidence } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import type { Target } from '../model/target.ts'
import type { Journal } from './clients/journal.ts'
import type { Explore } from './explore.ts'
import type { RateLimiter } from './http/rate.ts'
import type { DriveObserver } from './observer.ts'

/** A row to run once more. */
export interface Repetition {
  readonly row: string
  /** True: with a client that is registered for it, since the registration, or the client, is what is in question. */
  readonly ownClient: boolean
  /** Documents of discovery that are asked for once more with it, since no row of the run does so. */
  readonly documents?: readonly DiscoveryDocument[]
}

export type DiscoveryDocument = 'metadata' | 'jwks'

export interface DriveInput {
  readonly specs: Specs
  readonly profile: Profile
  readonly target: Target
  /** Of grantcheck: for User-Agent and evidence. */
  readonly version: string
  /** The same seed sends the same requests. */
  readonly seed: number
  /** A reviewer's nonce: the seed follows from it and from the id of the run, and `seed` counts for nothing. */
  readonly challenge?: string
  /** Scenario rows at the same time. */
  readonly concurrency: number
  /** Requests per second, over all rows. */
  readonly rate?: number
  /** Takes the place of `rate` where several runs share what a host bears; `rate` is then what this run may expect. */
  readonly limiter?: RateLimiter
  /** Notes the clients that the run registers, for a process that cleans up where this one cannot. */
  readonly journal?: Journal
  /** For one exchange, from connecting to the last octet. */
  readonly timeoutMs: number
  /** For the whole run, in seconds, without clean-up. Absent: as long as a server needs that answers every request in time. */
  readonly deadline?: number
  /** Requests from the first one to the last one of clean-up. Absent: any number. */
  readonly maxRequests?: number
  readonly only: readonly string[]
  readonly skip: readonly string[]
  /** Says which rows to run once more, by what was seen so far. Absent: none. */
  readonly repeat?: (soFar: Evidence) => Promise<readonly Repetition[]>
  /** Tries further rows once the planned ones have run. */
  readonly explore?: Explore
  /** Leave the registered clients at the server. */
  readonly keepClients: boolean
  /** Seconds since its expiry after which the signature of a deleted client's access token is kept in the evidence. Absent: none is. */
  readonly keepSignaturesAfter?: number
  /** Ends the run early: what was seen becomes evidence all the same, and clients are cleaned up. */
  readonly signal: AbortSignal
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up. Default: there is no proxy. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly observer?: DriveObserver
}
