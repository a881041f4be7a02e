import { randomUUID } from 'node:crypto'
import type { Json, JsonObject } from '../../model/json.ts'
import { certificateMethods } from '../mtls/methods.ts'
import type { OAuthError, Result } from '../result.ts'
import type { Client, Context } from '../state.ts'
import type { Incoming } from '../wire/incoming.ts'
import { type HeaderFields, jsonReply, type Reply } from '../wire/reply.ts'
import { acceptAirlockMetadata } from './accept-airlock.ts'
import { acceptFullMetadata } from './accept-full.ts'
import { checkAssertionMetadata } from './check-assertion.ts'
import { words } from './members.ts'
import { awkwardSecret, randomText } from './secrets.ts'

export interface RegistrationRules {
  /** Why whoever asks may not register a client, if so (RFC 7591 section 3). */
  readonly registrationRefusal: (context: Context, incoming: Incoming) => OAuthError | undefined
  /** What of the requested metadata is registered, defaults included. */
  readonly acceptMetadata: (context: Context, requested: JsonObject) => Result<JsonObject>
  readonly registeredScope: (requested: JsonObject) => readonly string[]
  readonly newClientId: (requested: JsonObject) => string
  readonly newClientSecret: (requested: JsonObject) => string
  readonly newManagementToken: () => string
  /** What is wrong with the members that client assertions need, if anything. */
  readonly checkAssertionMetadata: (method: string, requested: JsonObject) => OAuthError | undefined
  readonly issuesSecret: (metadata: JsonObject) => boolean
  readonly clientIdIssuedAt: (client: Client) => Json
  readonly clientSecretExpiresAt: (client: Client) => Json
  /** The client information response (RFC 7591 section 3.2.1). */
  readonly clientInformation: (context: Context, client: Client) => JsonObject
  readonly registrationStatus: () => number
  readonly registrationHeaders: (context: Context) => HeaderFields
  readonly registrationReply: (context: Context, client: Client) => Reply
}

declare module '../state.ts' {
  interface Rules extends RegistrationRules {}
}

const scopeOf = ({ scope }: JsonObject): string[] => words(typeof scope === 'string' ? scope : '')

export const registrationRules: RegistrationRules = {
  registrationRefusal,
  acceptMetadata: acceptAirlockMetadata,
  // The deployment's scope processor: only this word survives.
  registeredScope: (requested) => scopeOf(requested).filter((word) => word === 'client-scope'),
  newClientId: () => randomUUID(),
  newClientSecret: () => randomText(32),
  newManagementToken: () => randomText(43),
  checkAssertionMetadata,
  issuesSecret: ({ token_endpoint_auth_method: method }) =>
    !['none', 'private_key_jwt', ...certificateMethods].some((each) => each === method),
  clientIdIssuedAt: (client) => client.issuedAt,
  clientSecretExpiresAt: () => 0,
  clientInformation,
  registrationStatus: () => 200,
  registrationHeaders: ({ rules }) => rules.sensitiveHeaders(),
  registrationReply: (context, client) =>
    jsonReply(
      context.rules.registrationStatus(),
      context.rules.clientInformation(context, client),
      context.rules.registrationHeaders(context),
    ),
}

/** Scopes of the full server, and its default. */
export const fullScopes = ['read', 'write']

export const fullRegistrationRules = {
  acceptMetadata: acceptFullMetadata,
  registeredScope: (requested) => {
    const asked = scopeOf(requested)
    return asked.length === 0 ? fullScopes : asked.filter((word) => fullScopes.includes(word))
  },
  newClientSecret: awkwardSecret,
  registrationStatus: () => 201,
} satisfies Partial<RegistrationRules>

function clientInformation({ state, rules }: Context, client: Client): JsonObject {
  const { clientId, secret, managementToken, metadata } = client
  const uri = `${state.baseUrl}${state.paths.registration}/${clientId}`
  return {
    client_id: clientId,
    ...(secret === undefined
      ? {}
      : { client_secret: secret, client_secret_expires_at: rules.clientSecretExpiresAt(client) }),
    client_id_issued_at: rules.clientIdIssuedAt(client),
    ...(managementToken === undefined
      ? {}
      : { registration_access_token: managementToken, registration_client_uri: uri }),
    ...metadata,
  }
}

/** RFC 6750 section 3.1: a missing token is told nothing but the scheme, a wrong one that it is wrong. */
function registrationRefusal({ state }: Context, incoming: Incoming): OAuthError | undefined {
  if (state.initialAccessToken === undefined) return undefined
  const [, token] = /^bearer +(\S+)$/i.exec(incoming.header('authorization') ?? '') ?? []
  if (token === state.initialAccessToken) return undefined
  return {
    status: 401,
    error: 'invalid_token',
    description: 'the initial access token is missing or not valid',
    challenge: `Bearer realm="registration"${token === undefined ? '' : ', error="invalid_token"'}`,
  }
}
