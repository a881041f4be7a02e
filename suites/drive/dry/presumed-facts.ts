import { withoutTail } from '../../decode/without-tail.ts'
import type { CapabilityFact, TargetFacts } from '../../model/evidence.ts'
import type { Profile } from '../../model/profile.ts'
import type { Target } from '../../model/target.ts'
import type { Capability, EndpointName } from '../../model/vocabulary.ts'
import { addressesOf } from '../discover/addresses.ts'
import { withLastWord } from '../discover/capabilities.ts'
import { factsOf, filledTemplates } from '../discover/facts.ts'
import { metadataLocations } from '../discover/metadata-locations.ts'

/** What a metadata document usually shows. */
const discovered: readonly Capability[] = [
  'metadata',
  'jwks',
  'client_credentials',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'public_client',
  'introspection',
  'revocation',
  'dpop',
]

const endpoints: readonly EndpointName[] = ['registration', 'token', 'introspection', 'revocation', 'jwks']

/**
 * Facts for a run that asks nobody: what the profile names and promises; where a metadata document would be asked for, whatever it
 * may name is presumed to be there, so that the list is complete rather than short. So is what only the first answers would show.
 */
export function presumedFacts(target: Target, profile: Profile): TargetFacts {
  const facts = factsOf(target, profile)
  const asks = asksForMetadata(target, profile)
  const address = withoutTail(facts.issuer ?? facts.baseUrl ?? '', '/')
  const assumed = (asks ? endpoints : []).map(
    (name) => [name, { url: `${address}/‹${name} endpoint›`, from: 'metadata', omittedByMetadata: false }] as const,
  )
  const registers = facts.registers || asks
  const guessed: readonly Capability[] = [
    ...(asks ? discovered : []),
    ...(asks && facts.https ? (['mtls', 'self_signed_tls_client_auth', 'certificate_bound_tokens'] as const) : []),
    ...(registers ? (['registration', 'second_client', 'registration_management'] as const) : []),
    'jwt_access_token',
  ]
  const offered: CapabilityFact = { offered: true, because: 'presumed: a dry run asks nobody' }
  const missing = guessed.filter((name) => !facts.capabilities[name]?.offered).map((name) => [name, offered] as const)
  return {
    ...facts,
    registers,
    endpoints: { ...Object.fromEntries(assumed), ...facts.endpoints },
    capabilities: withLastWord({ ...facts.capabilities, ...Object.fromEntries(missing) }, target),
  }
}

function asksForMetadata(target: Target, profile: Profile): boolean {
  const addresses = addressesOf(target, profile)
  const template = filledTemplates(target, profile, addresses).metadata
  return metadataLocations(addresses.issuer, target.endpoints.metadata, template).length > 0
}
