import type { JsonObject } from '../../model/json.ts'
import type { Client, Context } from '../state.ts'
import { isJsonObject, isTextList, parseJsonObject } from '../wire/json.ts'

export interface ClientDocumentRules {
  /** The metadata document of a client at this URL. Undefined: it is not fetched, or not there. */
  readonly fetchDocument: (url: string) => Promise<JsonObject | undefined>
}

declare module '../state.ts' {
  interface Rules extends ClientDocumentRules {}
}

export const clientDocumentRules: ClientDocumentRules = { fetchDocument: async (url) => fetchDocument(url) }

/**
 * Knows a client by the document at the URL that is its client_id (draft-ietf-oauth-client-id-metadata-document). The document must name that URL and a key: a client
 * that proves nothing gets no token here. It is asked for with each request, so that nothing gets old.
 */
export async function documentClient(context: Context, clientId: string | undefined): Promise<void> {
  if (clientId === undefined || !isDocumentUrl(clientId)) return
  const { rules, state } = context
  const document = await rules.fetchDocument(clientId)
  const client = document && clientOf(clientId, document, rules.scopesSupported())
  if (client === undefined) state.clients.delete(clientId)
  else state.clients.set(clientId, client)
}

function clientOf(clientId: string, document: JsonObject, scope: readonly string[]): Client | undefined {
  const { client_id, jwks, token_endpoint_auth_method: method, grant_types: grants } = document
  if (client_id !== clientId || method !== 'private_key_jwt' || !isJsonObject(jwks)) return undefined
  const grantTypes = isTextList(grants) ? grants : ['authorization_code']
  return { clientId, issuedAt: 0, scope, grantTypes, metadata: document }
}

/** Section 3 of the draft: https, with a path, and without fragment and credentials. */
function isDocumentUrl(text: string): boolean {
  if (!text.startsWith('https://') || !URL.canParse(text)) return false
  const { pathname, hash, username, password } = new URL(text)
  return pathname !== '/' && hash === '' && username === '' && password === ''
}

/** Characters of a document, milliseconds until it is there. */
const limits = { length: 5_120, patience: 2_000 }

/** This server runs on one machine, and asks no other. */
async function fetchDocument(url: string): Promise<JsonObject | undefined> {
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)) return undefined
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(limits.patience) })
    const text = answer.status === 200 ? await answer.text() : ''
    return text.length > limits.length ? undefined : parseJsonObject(text)
  } catch {
    // Nothing there, or nothing that can be trusted: the client is unknown.
    return undefined
  }
}
