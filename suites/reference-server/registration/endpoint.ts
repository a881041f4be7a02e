import type { JsonObject } from '../../model/json.ts'
import { badRequest, ok, type Result, refuse } from '../result.ts'
import { type Client, type Context, now } from '../state.ts'
import { hasMediaType, type Incoming } from '../wire/incoming.ts'
import { isTextList, parseJsonObject } from '../wire/json.ts'
import type { Reply } from '../wire/reply.ts'
import { withoutNulls, words } from './members.ts'

/** POST to the client registration endpoint (RFC 7591 section 3). */
export async function registrationEndpoint(context: Context, incoming: Incoming): Promise<Reply> {
  const { state, rules } = context
  const refusal = rules.registrationRefusal(context, incoming)
  if (refusal) return rules.errorReply(context, refusal)
  const sent = readMetadata(incoming)
  if (!sent.ok) return rules.errorReply(context, sent.error)
  const requested = await rules.applyStatement(context, sent.value)
  if (!requested.ok) return rules.errorReply(context, requested.error)
  const accepted = rules.acceptMetadata(context, requested.value)
  if (!accepted.ok) return rules.errorReply(context, accepted.error)
  const client = newClient(context, requested.value, accepted.value)
  state.clients.set(client.clientId, client)
  return rules.registrationReply(context, client)
}

/** The JSON object of a registration or update request, without its null members. */
export function readMetadata(incoming: Incoming): Result<JsonObject> {
  if (!hasMediaType(incoming, 'application/json')) return malformed('the body is not application/json')
  const metadata = incoming.text === undefined ? undefined : parseJsonObject(incoming.text)
  return metadata ? ok(withoutNulls(metadata)) : malformed('the body is not a JSON object')
}

/** The parts of a client that follow from its registered metadata. */
export function registeredAs(metadata: JsonObject): Pick<Client, 'metadata' | 'scope' | 'grantTypes'> {
  const { scope, grant_types: grants } = metadata
  return {
    metadata,
    scope: words(typeof scope === 'string' ? scope : ''),
    grantTypes: isTextList(grants) ? grants : ['authorization_code'],
  }
}

function newClient({ rules }: Context, requested: JsonObject, metadata: JsonObject): Client {
  return {
    clientId: rules.newClientId(requested),
    issuedAt: now(),
    ...(rules.issuesSecret(metadata) ? { secret: rules.newClientSecret(requested) } : {}),
    ...(rules.offers('management') ? { managementToken: rules.newManagementToken() } : {}),
    ...registeredAs(metadata),
  }
}

const malformed = (description: string): Result<never> => refuse(badRequest('invalid_client_metadata', description))
