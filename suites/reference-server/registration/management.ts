import type { JsonObject } from '../../model/json.ts'
import { badRequest, type OAuthError, ok, type Result, refuse } from '../result.ts'
import type { Client, Context } from '../state.ts'
import type { Incoming } from '../wire/incoming.ts'
import { emptyReply, jsonReply, type Reply } from '../wire/reply.ts'
import { readMetadata, registeredAs } from './endpoint.ts'

export interface ManagementRules {
  /** The client whose registration access token came with the request (RFC 7592 section 2). */
  readonly managedClient: (context: Context, incoming: Incoming) => Result<Client>
  /** What is registered after an update: the new metadata replaces the old (RFC 7592 section 2.2). */
  readonly updatedMetadata: (context: Context, client: Client, requested: JsonObject) => Result<JsonObject>
  /** The secret after an update: RFC 7592 section 2.2 lets the server issue a new one. */
  readonly secretAfterUpdate: (client: Client, secret: string) => string
  /** The registration access token after an update; a new one replaces the old (RFC 7592 section 5). */
  readonly managementTokenAfterUpdate: (client: Client, token: string) => string
  readonly forgetClient: (context: Context, client: Client) => void
  readonly deletionReply: (context: Context) => Reply
}

declare module '../state.ts' {
  interface Rules extends ManagementRules {}
}

export const managementRules: ManagementRules = {
  managedClient,
  updatedMetadata,
  secretAfterUpdate: (_client, secret) => secret,
  managementTokenAfterUpdate: (_client, token) => token,
  forgetClient: ({ state }, { clientId }) => {
    state.clients.delete(clientId)
    for (const [token, issued] of state.tokens) if (issued.clientId === clientId) state.tokens.delete(token)
  },
  deletionReply: ({ rules }) => emptyReply(204, rules.sensitiveHeaders()),
}

/** GET at the client configuration endpoint (RFC 7592 section 2.1). */
export async function readClient(context: Context, incoming: Incoming): Promise<Reply> {
  const client = context.rules.managedClient(context, incoming)
  return client.ok ? informationReply(context, client.value) : context.rules.errorReply(context, client.error)
}

/** PUT at the client configuration endpoint (RFC 7592 section 2.2). */
export async function updateClient(context: Context, incoming: Incoming): Promise<Reply> {
  const { state, rules } = context
  const client = rules.managedClient(context, incoming)
  if (!client.ok) return rules.errorReply(context, client.error)
  const sent = readMetadata(incoming)
  if (!sent.ok) return rules.errorReply(context, sent.error)
  const requested = await rules.applyStatement(context, sent.value)
  if (!requested.ok) return rules.errorReply(context, requested.error)
  const metadata = rules.updatedMetadata(context, client.value, requested.value)
  if (!metadata.ok) return rules.errorReply(context, metadata.error)
  const updated = withCredentials(context, client.value, metadata.value)
  state.clients.set(updated.clientId, updated)
  return informationReply(context, updated)
}

/** DELETE at the client configuration endpoint (RFC 7592 section 2.3). */
export async function deleteClient(context: Context, incoming: Incoming): Promise<Reply> {
  const { rules } = context
  const client = rules.managedClient(context, incoming)
  if (!client.ok) return rules.errorReply(context, client.error)
  rules.forgetClient(context, client.value)
  return rules.deletionReply(context)
}

const informationReply = (context: Context, client: Client): Reply =>
  jsonReply(200, context.rules.clientInformation(context, client), context.rules.sensitiveHeaders())

/** Unknown client and wrong token look alike: RFC 7592 section 2 asks for 401 in both cases, never 404. */
function managedClient({ state }: Context, incoming: Incoming): Result<Client> {
  const [, token] = /^bearer +(\S+)$/i.exec(incoming.header('authorization') ?? '') ?? []
  const client = state.clients.get(incoming.clientId ?? '')
  if (token === undefined) return refuse(unauthorized('Bearer realm="registration"'))
  return client?.managementToken === token
    ? ok(client)
    : refuse(unauthorized('Bearer realm="registration", error="invalid_token"'))
}

const unauthorized = (challenge: string): OAuthError => ({
  status: 401,
  error: 'invalid_token',
  description: 'the registration access token is missing or not valid for this client',
  challenge,
})

/** RFC 7592 section 2.2: members that the server issues are not part of an update. */
const serverMembers = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
]

function updatedMetadata(context: Context, client: Client, requested: JsonObject): Result<JsonObject> {
  const { client_id: id, client_secret: secret, ...metadata } = requested
  if (id !== client.clientId) return refuse(badRequest('invalid_request', 'client_id is not that of the client'))
  if (secret !== undefined && secret !== client.secret) {
    return refuse(badRequest('invalid_client_metadata', 'client_secret is not the current one'))
  }
  if (serverMembers.some((name) => Object.hasOwn(metadata, name))) {
    return refuse(badRequest('invalid_client_metadata', 'a member that the server issues cannot be updated'))
  }
  return context.rules.acceptMetadata(context, metadata)
}

/** A client that becomes public loses its secret; one that becomes confidential gets one; the others keep or change theirs. */
function withCredentials({ rules }: Context, client: Client, metadata: JsonObject): Client {
  const { secret, managementToken: token, ...rest } = client
  const next = {
    ...rest,
    ...registeredAs(metadata),
    ...(token === undefined ? {} : { managementToken: rules.managementTokenAfterUpdate(client, token) }),
  }
  if (!rules.issuesSecret(metadata)) return next
  return {
    ...next,
    secret: secret === undefined ? rules.newClientSecret(metadata) : rules.secretAfterUpdate(client, secret),
  }
}
