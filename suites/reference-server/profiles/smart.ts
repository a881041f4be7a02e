import type { JsonObject } from '../../model/json.ts'
import { allows } from '../access/smart-scopes.ts'
import type { Assertion } from '../authentication/assertion/read.ts'
import { invalidMetadata } from '../registration/check-metadata.ts'
import { badRequest, ok, refuse } from '../result.ts'
import type { Client, Context, Rules } from '../state.ts'

/** What every client is pre-authorized for, whatever it registers. */
const smartScopes = ['system/Patient.rs', 'system/Encounter.rs', 'introspect']

/** The scope by which the bearer of a token may introspect. */
const introspecting = 'introspect'

const algorithms = ['RS384', 'ES384']

/** A FHIR server and its authorization server, for backend services alone (SMART App Launch 2.2): no person ever signs in, and there is no issuer but the FHIR base URL. */
export const smartRules = (rules: Rules): Partial<Rules> => ({
  offers: (endpoint) =>
    endpoint === 'second_resource' ||
    (!['authorization', 'resource_metadata'].includes(endpoint) && rules.offers(endpoint)),
  metadataDocument,
  grantsSupported: () => ['client_credentials'],
  scopesSupported: () => smartScopes,
  authMethodsSupported: () => ['private_key_jwt'],
  acceptMetadata: (context, requested) =>
    requested.token_endpoint_auth_method === 'private_key_jwt'
      ? rules.acceptMetadata(context, requested)
      : refuse(invalidMetadata('clients prove a private key')),
  registeredScope: () => smartScopes,
  dpopAlgorithms: () => [],
  introspectionAlgs: () => [],
  requestedResources: () => [],
  requestedDetails: () => undefined,
  detailTypes: () => [],
  lifetime: () => 300,
  grantedScope: (client, requested) => grantedScope(client, requested),
  assertionAlgorithms: () => algorithms,
  assertionAlgorithmFits: (_client, alg) => algorithms.includes(alg),
  audienceFits: ({ state }, { aud }) => aud === `${state.baseUrl}${state.paths.token}`,
  verifyAssertion: verifying(rules, [jkuIsRegistered, kidNamesOneKey]),
  introspectionCaller: async (context, incoming, form) => {
    const [, token] = /^bearer +(\S+)$/iu.exec(incoming.header('authorization') ?? '') ?? []
    if (token === undefined) return rules.introspectionCaller(context, incoming, form)
    const issued = (await context.rules.recogniseToken(context, token))?.issued
    const caller = issued?.scope.includes(introspecting) ? context.state.clients.get(issued.clientId) : undefined
    return caller === undefined ? refuse(invalidBearer) : ok(caller)
  },
  // SMART has callers see the tokens of any client.
  introspect: async (context, token) => {
    const recognised = await context.rules.recogniseToken(context, token)
    return recognised?.issued ? { active: true, token_type: 'Bearer', ...recognised.claims } : { active: false }
  },
  audienceOf: ({ state }) => state.issuer,
  isAudience: ({ state }, { aud }) => aud === state.issuer,
  requiredScope: () => undefined,
  acceptsToken: async (context, token, { url }) => {
    const recognised = await context.rules.recogniseToken(context, token)
    if (recognised?.issued === undefined || !context.rules.isAudience(context, recognised.claims)) return 'invalid'
    const needed = `system/${url.pathname.split('/').at(-1) ?? ''}.rs`
    return allows(recognised.issued.scope, needed) ? 'accepted' : 'insufficient'
  },
})

const invalidBearer = {
  status: 401,
  error: 'invalid_token',
  description: 'the token does not let its bearer introspect',
  challenge: 'Bearer realm="introspection", error="invalid_token"',
}

/** The discovery document (conformance, "Using Well-Known"): neither issuer nor authorization endpoint, since nobody signs in. */
function metadataDocument({ state, rules }: Context): JsonObject {
  const url = (path: string): string => `${state.baseUrl}${path}`
  const { paths } = state
  return {
    token_endpoint: url(paths.token),
    registration_endpoint: url(paths.registration),
    jwks_uri: url(paths.jwks),
    ...(rules.offers('introspection') ? { introspection_endpoint: url(paths.introspection) } : {}),
    ...(rules.offers('revocation') ? { revocation_endpoint: url(paths.revocation) } : {}),
    grant_types_supported: rules.grantsSupported(),
    token_endpoint_auth_methods_supported: rules.authMethodsSupported(),
    token_endpoint_auth_signing_alg_values_supported: rules.assertionAlgorithms(),
    scopes_supported: rules.scopesSupported(),
    code_challenge_methods_supported: ['S256'],
    capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
  }
}

/** Each scope has to be within what the client is pre-authorized for, and is granted as it was written. */
function grantedScope(client: Client, requested: string | undefined): ReturnType<Rules['grantedScope']> {
  if (requested === undefined) return ok(client.scope)
  const asked = [...new Set(requested.split(' '))]
  return asked.every((word) => allows(client.scope, word))
    ? ok(asked)
    : refuse(badRequest('invalid_scope', 'the scope is malformed, or beyond what the client is pre-authorized for'))
}

/** What an assertion has to say of the key that verifies it, beyond its signature. */
type KeyRule = (client: Client, assertion: Assertion, keys: readonly JsonObject[]) => boolean

/** Steps 1 and 2 of the signature verification: a jku is the URL that the client has registered, or absent. */
export const jkuIsRegistered: KeyRule = ({ metadata }, { header }) =>
  header.jku === undefined || (metadata.jwks_uri !== undefined && header.jku === metadata.jwks_uri)

const typeOf = (alg: unknown): string => (String(alg).startsWith('ES') ? 'EC' : 'RSA')

/** Step 3: kid and the type of the key single one out. */
export const kidNamesOneKey: KeyRule = (_client, { header }, keys) =>
  typeof header.kid === 'string' &&
  keys.filter(({ kid, kty }) => kid === header.kid && kty === typeOf(header.alg)).length === 1

/** The usual verification, where all of these hold. */
export const verifying =
  (rules: Rules, held: readonly KeyRule[]): Rules['verifyAssertion'] =>
  async (context, client, assertion) => {
    const keys = await context.rules.assertionKeys(context, client, assertion.header)
    const known = { ...context, rules: { ...context.rules, assertionKeys: async () => keys } }
    return held.every((rule) => rule(client, assertion, keys)) && rules.verifyAssertion(known, client, assertion)
  }
