import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import type { Capability } from '../model/vocabulary.ts'
import { scenariosOf } from '../plan/plan.ts'

/** What a doctor's visit sends, and what it looks for. */
export interface Visit {
  /** The profile that the target is held to, with the scenarios of the visit: a handful of requests. */
  readonly profile: Profile
  /** Capabilities that scenarios of the genuine profile need: of others a run makes nothing. */
  readonly tried: ReadonlySet<Capability>
}

/** A doctor's visit to a target that is held to the profile. */
export function visitOf(specs: Specs, profile: Profile): Visit {
  const tried = new Set(scenariosOf(specs, profile).flatMap(({ needs }) => needs))
  const scenarios = ['doctor/introspection-caller', 'doctor/registered-client']
  if (triesCertificates(tried)) scenarios.push('doctor/mutual-tls')
  if (tried.has('private_key_jwt')) scenarios.push('doctor/client-assertion')
  return { profile: { ...profile, scenarios, limitations: [] }, tried }
}

/** Whether anything is asked by a client with a certificate (RFC 8705). */
export const triesCertificates = (tried: ReadonlySet<Capability>): boolean =>
  tried.has('self_signed_tls_client_auth') || tried.has('tls_client_auth')
