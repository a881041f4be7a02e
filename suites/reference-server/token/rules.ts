import type { Json, JsonObject } from '../../model/json.ts'
import { refresh } from '../refresh/rules.ts'
import { badRequest, type OAuthError, ok, type Result, refuse } from '../result.ts'
import { type Binding, type Client, type Context, type Issued, isPublicClient } from '../state.ts'
import type { Form } from '../wire/form.ts'
import type { HeaderFields, Reply } from '../wire/reply.ts'
import { clientCredentials } from './client-credentials.ts'

/** Answers one grant for a client that is authenticated and may use it. */
type GrantHandler = (context: Context, client: Client, form: Form, binding?: Binding) => Promise<Reply>

export interface TokenRules {
  readonly grantType: (form: Form) => Result<string>
  /** Published, and open to registration. */
  readonly grantsSupported: () => readonly string[]
  /** Undefined: the server does not implement the grant. */
  readonly grantHandler: (context: Context, grantType: string) => GrantHandler | undefined
  /** Why the client may not use the grant, if so. */
  readonly grantRefusal: (client: Client, grantType: string) => OAuthError | undefined
  readonly clientCredentials: GrantHandler
  readonly refresh: GrantHandler
  readonly grantedScope: (client: Client, requested: string | undefined) => Result<readonly string[]>
  /** Seconds. */
  readonly lifetime: () => number
  readonly expiresIn: (issued: Issued) => Json
  readonly keepToken: (context: Context, issued: Issued) => void
  /** The token response (RFC 6749 section 5.1). */
  readonly tokenResponse: (context: Context, issued: Issued) => JsonObject
  readonly tokenHeaders: (context: Context) => HeaderFields
}

declare module '../state.ts' {
  interface Rules extends TokenRules {}
}

const usualGrants = ['authorization_code', 'refresh_token', 'client_credentials']

export const tokenRules: TokenRules = {
  grantsSupported: () => usualGrants,
  grantType: (form) => {
    const grantType = form.get('grant_type')
    return grantType === undefined ? refuse(badRequest('invalid_request', 'grant_type is missing')) : ok(grantType)
  },
  grantHandler: ({ rules }, grantType) => {
    if (grantType === 'client_credentials') return rules.clientCredentials
    if (grantType === 'refresh_token') return rules.refresh
    if (!rules.grantsSupported().includes(grantType)) return undefined
    if (grantType === exchangeGrant) return rules.tokenExchange
    if (grantType === jwtGrantType) return rules.jwtGrant
    return grantType === 'authorization_code' ? invalidCode : undefined
  },
  grantRefusal: (client, grantType) =>
    isPublicClient(client) && grantType === 'client_credentials'
      ? unauthorizedClient('client_credentials is for confidential clients')
      : undefined,
  clientCredentials,
  // No refresh token was ever issued.
  refresh: async (context, _client, form) =>
    context.rules.errorReply(
      context,
      form.has('refresh_token')
        ? badRequest('invalid_grant', 'the refresh token is not valid')
        : badRequest('invalid_request', 'refresh_token is missing'),
    ),
  grantedScope,
  lifetime: () => 18_000,
  expiresIn: (issued) => issued.lifetime,
  // The documented limitation: access tokens of this grant are not stored.
  keepToken: () => undefined,
  tokenResponse: ({ rules }, issued) => ({
    access_token: issued.token,
    ...(issued.scope.length > 0 ? { scope: issued.scope.join(' ') } : {}),
    token_type: issued.binding?.tokenType ?? 'Bearer',
    expires_in: rules.expiresIn(issued),
    ...(issued.details === undefined ? {} : { authorization_details: [...issued.details] }),
  }),
  tokenHeaders: (context) => ({ ...context.rules.sensitiveHeaders(), ...context.rules.nonceFields(context) }),
}

export const fullTokenRules = {
  grantsSupported: () => [...usualGrants, exchangeGrant, jwtGrantType],
  grantRefusal: (client, grantType) =>
    client.grantTypes.includes(grantType)
      ? tokenRules.grantRefusal(client, grantType)
      : unauthorizedClient('the client is not registered for this grant type'),
  refresh,
  lifetime: () => 3600,
  keepToken: ({ state }, issued) => {
    state.tokens.set(issued.token, issued)
  },
} satisfies Partial<TokenRules>

/** RFC 6749 section 5.2: authenticated, but not allowed to use the grant. */
const unauthorizedClient = (description: string): OAuthError => badRequest('unauthorized_client', description)

// RFC 6749 section 3.3.
const scopeGrammar = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/

function grantedScope(client: Client, requested: string | undefined): Result<readonly string[]> {
  if (requested === undefined) return ok(client.scope)
  if (!scopeGrammar.test(requested)) return refuse(badRequest('invalid_scope', 'scope is malformed'))
  const asked = [...new Set(requested.split(' '))]
  return asked.every((word) => client.scope.includes(word))
    ? ok(asked)
    : refuse(badRequest('invalid_scope', 'scope exceeds what the client is registered for'))
}

/** RFC 8693 section 2.1, RFC 7523 section 2.1. */
export const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
export const jwtGrantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** Nobody can sign in here, so no code was ever issued. */
const invalidCode: GrantHandler = async (context) =>
  context.rules.errorReply(context, badRequest('invalid_grant', 'the authorization code is not valid'))
