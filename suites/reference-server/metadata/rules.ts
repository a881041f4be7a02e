import type { JsonObject } from '../../model/json.ts'
import { resourcesOf } from '../access/resources.ts'
import { supportedMethods } from '../registration/accept-full.ts'
import { fullScopes } from '../registration/rules.ts'
import type { Context } from '../state.ts'
import { jsonReply, type Reply } from '../wire/reply.ts'

export interface MetadataRules {
  readonly scopesSupported: () => readonly string[]
  readonly authMethodsSupported: () => readonly string[]
  /** The authorization server metadata document (RFC 8414 section 2). */
  readonly metadataDocument: (context: Context) => JsonObject
  /** The document's members once more as a JWT (RFC 8414 section 2.1). Undefined: not offered. */
  readonly signedMetadata: (context: Context, document: JsonObject) => Promise<string | undefined>
}

declare module '../state.ts' {
  interface Rules extends MetadataRules {}
}

export const metadataRules: MetadataRules = {
  scopesSupported: () => ['client-scope'],
  authMethodsSupported: () => ['client_secret_basic', 'client_secret_post', 'none'],
  metadataDocument,
  signedMetadata: async () => undefined,
}

export const fullMetadataRules = {
  scopesSupported: () => fullScopes,
  authMethodsSupported: () => supportedMethods,
} satisfies Partial<MetadataRules>

/** GET of the metadata document (RFC 8414 section 3.1). */
export async function metadataEndpoint(context: Context): Promise<Reply> {
  const document = context.rules.metadataDocument(context)
  const signed = await context.rules.signedMetadata(context, document)
  return jsonReply(200, { ...document, ...(signed === undefined ? {} : { signed_metadata: signed }) })
}

/** GET of the JWK Set (RFC 7517 section 5). */
export const jwksEndpoint = async (context: Context): Promise<Reply> =>
  jsonReply(200, { keys: await context.rules.publishedKeys(context) })

function metadataDocument(context: Context): JsonObject {
  const { state, rules } = context
  const url = (path: string): string => `${state.baseUrl}${path}`
  const { paths } = state
  const methods = [...rules.authMethodsSupported(), ...rules.certificateMethods({ state, rules })]
  // REQUIRED beside a method that signs (RFC 8414 section 2).
  const algorithms = (endpoint: string): JsonObject =>
    methods.some((method) => method.endsWith('_jwt'))
      ? { [`${endpoint}_endpoint_auth_signing_alg_values_supported`]: rules.assertionAlgorithms() }
      : {}
  const secretMethods = methods.filter((method) => method !== 'none')
  return {
    issuer: state.issuer,
    authorization_endpoint: url(paths.authorization),
    token_endpoint: url(paths.token),
    registration_endpoint: url(paths.registration),
    jwks_uri: url(paths.jwks),
    ...(rules.offers('introspection')
      ? {
          introspection_endpoint: url(paths.introspection),
          introspection_endpoint_auth_methods_supported: secretMethods,
          ...algorithms('introspection'),
        }
      : {}),
    ...(rules.offers('revocation')
      ? {
          revocation_endpoint: url(paths.revocation),
          revocation_endpoint_auth_methods_supported: methods,
          ...algorithms('revocation'),
        }
      : {}),
    ...(rules.detailTypes().length > 0 ? { authorization_details_types_supported: rules.detailTypes() } : {}),
    ...(rules.introspectionAlgs().length > 0
      ? { introspection_signing_alg_values_supported: rules.introspectionAlgs() }
      : {}),
    ...(rules.offers('resource_metadata') ? { protected_resources: [resourcesOf(context).main] } : {}),
    scopes_supported: rules.scopesSupported(),
    response_types_supported: ['code'],
    grant_types_supported: rules.grantsSupported(),
    token_endpoint_auth_methods_supported: methods,
    ...algorithms('token'),
    ...(rules.dpopAlgorithms().length > 0 ? { dpop_signing_alg_values_supported: rules.dpopAlgorithms() } : {}),
    ...rules.certificateMetadata({ state, rules }),
  }
}
