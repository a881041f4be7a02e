import { isLoopback } from '../../decode/http-url.ts'
import type { TargetFacts } from '../../model/evidence.ts'
import type { Profile } from '../../model/profile.ts'
import type { Target } from '../../model/target.ts'
import { type EndpointName, endpointNames } from '../../model/vocabulary.ts'
import { type Addresses, addressesOf, fillTemplate, parametersAsText } from './addresses.ts'
import { capabilitiesOf } from './capabilities.ts'
import { endpointsOf } from './endpoints.ts'
import type { FoundMetadata } from './find-metadata.ts'
import { registrationOf } from './from-target.ts'
import { parametersOf } from './parameters.ts'

/** All that is known of the target before the first client is registered. Pure. Throws InputError for faulty parameters. */
export function factsOf(target: Target, profile: Profile, found?: FoundMetadata): TargetFacts {
  const addresses = addressesOf(target, profile)
  const endpoints = endpointFacts(target, profile, addresses, found)
  const address = addresses.issuer ?? addresses.baseUrl ?? endpoints.token?.url ?? endpoints.metadata?.url ?? ''
  const https = address.startsWith('https:')
  const loopback = isLoopback(address)
  const sources = {
    target,
    profile,
    endpoints,
    https,
    loopback,
    ...(found === undefined ? {} : { metadata: found.document }),
  }
  const capabilities = capabilitiesOf(sources)
  return {
    named: target.named,
    ...addresses,
    ...optional(target),
    loopback,
    https,
    registers: registrationOf(sources).offered && capabilities.registration?.offered === true,
    parameters: parametersOf(target, profile),
    endpoints,
    capabilities,
    ...(found === undefined ? {} : { metadata: found.fact }),
  }
}

function endpointFacts(
  target: Target,
  profile: Profile,
  addresses: Addresses,
  found?: FoundMetadata,
): TargetFacts['endpoints'] {
  const facts = endpointsOf({
    explicit: target.endpoints,
    fromProfile: filledTemplates(target, profile, addresses),
    ...(found === undefined ? {} : { metadata: found.document }),
  })
  if (found === undefined || facts.metadata?.from === 'target file') return facts
  return { ...facts, metadata: { url: found.fact.url, from: 'metadata', omittedByMetadata: false } }
}

/** The profile's endpoint templates, filled for this target; those with an unknown name in them are left out. */
export function filledTemplates(
  target: Target,
  profile: Profile,
  addresses: Addresses,
): Readonly<Partial<Record<EndpointName, string>>> {
  const values = { ...parametersAsText(target, profile), ...addresses }
  const filled = endpointNames.flatMap((name) => {
    const url = fillTemplate(profile.endpoints[name], values)
    return url === undefined ? [] : [[name, url] as const]
  })
  return Object.fromEntries(filled)
}

function optional({
  product,
  scope,
  resource,
  secondResource,
  authorizationDetails,
  exchangeAudience,
  secondExchangeAudience,
  assertionIssuer,
  resourceCheck,
  client,
}: Target): Partial<TargetFacts> {
  return {
    ...(product === undefined ? {} : { product }),
    ...(scope === undefined ? {} : { scope }),
    ...(resource === undefined ? {} : { resource }),
    ...(secondResource === undefined ? {} : { secondResource }),
    ...(authorizationDetails === undefined ? {} : { authorizationDetails }),
    ...(exchangeAudience === undefined ? {} : { exchangeAudience }),
    ...(secondExchangeAudience === undefined ? {} : { secondExchangeAudience }),
    ...(assertionIssuer === undefined ? {} : { assertionIssuer: assertionIssuer.issuer }),
    ...(resourceCheck === undefined ? {} : { resourceCheck }),
    ...(client === undefined ? {} : { clientMethod: client.token_endpoint_auth_method }),
  }
}
