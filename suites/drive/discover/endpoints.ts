import type { EndpointFact } from '../../model/evidence.ts'
import type { JsonObject } from '../../model/json.ts'
import { type EndpointName, endpointNames } from '../../model/vocabulary.ts'

export interface EndpointSources {
  readonly explicit: Readonly<Partial<Record<EndpointName, string>>>
  readonly metadata?: JsonObject
  /** The profile's templates, filled. */
  readonly fromProfile: Readonly<Partial<Record<EndpointName, string>>>
}

/** Names of the endpoints in a metadata document (RFC 8414 section 2). */
export const endpointMembers: Readonly<Partial<Record<EndpointName, string>>> = {
  registration: 'registration_endpoint',
  token: 'token_endpoint',
  introspection: 'introspection_endpoint',
  revocation: 'revocation_endpoint',
  jwks: 'jwks_uri',
}

/** The endpoints and where each was learnt: the target file wins over the metadata document, that over the profile's template. */
export function endpointsOf(sources: EndpointSources): Readonly<Partial<Record<EndpointName, EndpointFact>>> {
  const facts = endpointNames.flatMap((name) => {
    const fact = endpointOf(name, sources)
    return fact === undefined ? [] : [[name, fact] as const]
  })
  return Object.fromEntries(facts)
}

function endpointOf(
  name: EndpointName,
  { explicit, metadata, fromProfile }: EndpointSources,
): EndpointFact | undefined {
  const member = endpointMembers[name]
  const named = member === undefined ? undefined : metadata?.[member]
  const advertised = typeof named === 'string' && URL.canParse(named) ? named : undefined
  const omittedByMetadata = metadata !== undefined && member !== undefined && named === undefined
  const configured = explicit[name]
  if (configured !== undefined) {
    const published = advertised === undefined || advertised === configured ? {} : { published: advertised }
    return { url: configured, ...published, from: 'target file', omittedByMetadata }
  }
  if (advertised !== undefined) return { url: advertised, from: 'metadata', omittedByMetadata }
  const assumed = fromProfile[name]
  return assumed === undefined ? undefined : { url: assumed, from: 'profile', omittedByMetadata }
}
