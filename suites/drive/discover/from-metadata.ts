import { isObject } from '../../decode/json.ts'
import type { CapabilityFact } from '../../model/evidence.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import type { Capability } from '../../model/vocabulary.ts'
import type { Facts } from './sources.ts'

/** Values of `token_endpoint_auth_methods_supported` and what they show. */
const methods: readonly (readonly [Capability, readonly string[]])[] = [
  ['client_secret_basic', ['client_secret_basic']],
  ['client_secret_post', ['client_secret_post']],
  ['client_secret_jwt', ['client_secret_jwt']],
  ['private_key_jwt', ['private_key_jwt']],
  ['public_client', ['none']],
]

/** Capabilities that a member of the document shows by being there. */
const shownBy: readonly (readonly [Capability, string])[] = [
  ['authorization_endpoint', 'authorization_endpoint'],
  ['dpop', 'dpop_signing_alg_values_supported'],
  ['rar', 'authorization_details_types_supported'],
  ['jwt_introspection', 'introspection_signing_alg_values_supported'],
  ['oidc', 'subject_types_supported'],
]

/** What the metadata document says of grants, client authentication and extensions (RFC 8414 section 2, with its defaults). */
export function fromMetadata({ metadata }: { readonly metadata?: JsonObject }): Facts {
  return { ...grants(metadata), ...authentication(metadata), ...extensions(metadata), ...grantProfiles(metadata) }
}

/** What the document says that the server does not offer: it has a list, and the name is not on it. A list that is absent is silent. */
export function deniedBy({ metadata }: { readonly metadata?: JsonObject }): readonly Capability[] {
  const lists: readonly (readonly [Capability, string])[] = [
    ['client_credentials', 'grant_types_supported'],
    ['client_secret_basic', 'token_endpoint_auth_methods_supported'],
  ]
  return lists.flatMap(([name, list]) => (texts(metadata?.[list])?.includes(name) === false ? [name] : []))
}

/** RFC 8693 section 2.1. */
const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange'

function grants(metadata: JsonObject | undefined): Facts {
  const listed = texts(metadata?.grant_types_supported)
  const fact = (grant: string): CapabilityFact => {
    if (metadata === undefined) return { offered: false, because: 'there is no metadata document that lists it' }
    if (listed === undefined)
      return {
        offered: false,
        because: 'metadata has no grant_types_supported, which means authorization_code and implicit',
      }
    const offered = listed.includes(grant)
    return { offered, because: `grant_types_supported ${offered ? 'lists' : 'does not list'} ${grant}` }
  }
  return { client_credentials: fact('client_credentials'), token_exchange: fact(tokenExchange) }
}

function authentication(metadata: JsonObject | undefined): Facts {
  const listed = texts(metadata?.token_endpoint_auth_methods_supported)
  const where =
    listed === undefined
      ? 'the default of token_endpoint_auth_methods_supported'
      : 'token_endpoint_auth_methods_supported'
  const effective = listed ?? ['client_secret_basic']
  return Object.fromEntries(
    methods.map(([name, values]) => {
      const value = values.find((each) => effective.includes(each))
      const because = value === undefined ? `${where} does not list ${values.join(' or ')}` : `${where} lists ${value}`
      return [name, { offered: value !== undefined, because }]
    }),
  )
}

function extensions(metadata: JsonObject | undefined): Facts {
  return Object.fromEntries(
    shownBy.map(([name, member]) => {
      const offered = isObject(metadata) && metadata[member] !== undefined
      return [name, { offered, because: `metadata ${offered ? 'has' : 'has no'} ${member}` }]
    }),
  )
}

/** A grant profile of draft-ietf-oauth-identity-assertion-authz-grant section 7.2. */
const idJag = 'urn:ietf:params:oauth:grant-profile:id-jag'

function grantProfiles(metadata: JsonObject | undefined): Facts {
  const offered = texts(metadata?.authorization_grant_profiles_supported)?.includes(idJag) === true
  const because = `authorization_grant_profiles_supported ${offered ? 'lists' : 'does not list'} ${idJag}`
  return { id_jag: { offered, because } }
}

function texts(value: Json | undefined): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined
}
