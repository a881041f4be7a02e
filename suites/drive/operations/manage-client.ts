import type { JsonObject } from '../../model/json.ts'
import { reachedAt } from '../discover/reached-at.ts'
import type { NoRequest, RequestContext } from '../request/context.ts'
import type { Content, Draft } from './draft.ts'

/** A request to the client configuration endpoint of the row's client (RFC 7592 section 2). */
export function manageClient(method: string, content: Content, { client, scope }: RequestContext): Draft | NoRequest {
  if (client === undefined) return { kind: 'blocked', because: 'there is no client to manage' }
  const url = client.registration_client_uri
  if (typeof url !== 'string' || !URL.canParse(url)) {
    return { kind: 'skipped', because: 'the client information response has no usable registration_client_uri' }
  }
  return {
    kind: 'draft',
    method,
    url: reachedAt(url, scope.facts.endpoints),
    endpoint: 'registration',
    content,
    auth: 'management',
  }
}

/** Members that the client must not send back in an update (RFC 7592 section 2.2). */
const notSentBack = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
]

export function metadataToSendBack(client: JsonObject | undefined): JsonObject {
  return Object.fromEntries(Object.entries(client ?? {}).filter(([name]) => !notSentBack.includes(name)))
}
