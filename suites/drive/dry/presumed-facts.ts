import type { CapabilityFact, TargetFacts } from '../../model/evidence.ts'
import type { Profile } from '../../model/profile.ts'
import type { Target } from '../../model/target.ts'
import type { Capability, EndpointName } from '../../model/vocabulary.ts'
import { withLastWord } from '../discover/capabilities.ts'
import { addressesOf } from '../discover/addresses.ts'
import { factsOf, filledTemplates } from '../discover/facts.ts'
import { metadataLocations } from '../discover/metadata-locations.ts'

/** What discovery and the first answers usually show. */
const presumed: readonly Capability[] = [
  'metadata',
  'jwks',
  'registration',
  'client_credentials',
  'client_secret_basic',
  'client_secret_post',
  'public_client',
  'second_client',
  'introspection',
  'revocation',
  'refresh',
  'jwt_access_token',
  'registration_management',
]

const endpoints: readonly EndpointName[] = ['registration', 'token', 'introspection', 'revocation', 'jwks']

/**
 * Facts for a run that asks nobody: where the profile names the endpoints, what it promises; else whatever a metadata document may
 * name is presumed to be there, so that the list is complete rather than short. What a first answer would show is presumed as well.
 */
export function presumedFacts(target: Target, profile: Profile): TargetFacts {
  const facts = factsOf(target, profile)
  const named = filledTemplates(target, profile, addressesOf(target, profile)).metadata
  const asked = metadataLocations(facts.issuer, target.endpoints.metadata, named).length > 0
  const address = (facts.issuer ?? facts.baseUrl ?? '').replace(/\/+$/u, '')
  const assumed = (asked ? endpoints : []).map(
    (name) => [name, { url: `${address}/‹${name} endpoint›`, from: 'metadata', omittedByMetadata: false }] as const,
  )
  const registers = target.client === undefined || target.capabilities.add.includes('registration')
  const offered: CapabilityFact = { offered: true, because: 'presumed: a dry run asks nobody' }
  const guesses = (asked ? presumed : []).filter(
    (name) => registers || !['registration', 'registration_management', 'second_client'].includes(name),
  )
  const capabilities = {
    ...Object.fromEntries(guesses.map((name) => [name, offered])),
    ...offeredOnly(facts.capabilities),
  }
  return {
    ...facts,
    registers,
    endpoints: { ...Object.fromEntries(assumed), ...facts.endpoints },
    capabilities: withLastWord({ ...facts.capabilities, ...capabilities }, target),
  }
}

function offeredOnly(facts: TargetFacts['capabilities']): TargetFacts['capabilities'] {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact.offered))
}
