import type { JsonObject } from '../../model/json.ts'
import { maxAgeOf } from '../authentication/assertion/fetch-key-set.ts'
import { keysIn } from '../authentication/assertion/keys.ts'
import { type Client, type Context, now } from '../state.ts'
import { isJsonObject, isTextList, parseJsonObject } from '../wire/json.ts'

/** A document that was read, and how many seconds it may be kept. */
export interface ReadDocument {
  readonly document: JsonObject
  readonly maxAge: number
}

export interface ClientDocumentRules {
  /** Whether a client_id can be the URL of a document. */
  readonly isDocumentUrl: (text: string) => boolean
  /** The metadata document of a client at this URL. Undefined: it is not fetched, or not there. */
  readonly fetchDocument: (url: string) => Promise<ReadDocument | undefined>
}

declare module '../state.ts' {
  interface Rules extends ClientDocumentRules {}
}

export const clientDocumentRules: ClientDocumentRules = { isDocumentUrl, fetchDocument }

/**
 * Knows a client by the document at the URL that is its client_id (draft-ietf-oauth-client-id-metadata-document). The document must name that URL, what MCP asks for, and a key: a client
 * that proves nothing gets no token here. It is kept as long as its own header fields allow, and what is not right is not kept at all.
 */
export async function documentClient(context: Context, clientId: string | undefined): Promise<void> {
  const { rules, state } = context
  if (clientId === undefined || !rules.isDocumentUrl(clientId)) return
  if ((state.documents.get(clientId) ?? 0) > now()) return
  const read = await rules.fetchDocument(clientId)
  const client = read && clientOf(clientId, read.document, rules.scopesSupported())
  if (read === undefined || client === undefined) {
    state.clients.delete(clientId)
    state.documents.delete(clientId)
    return
  }
  state.clients.set(clientId, client)
  state.documents.set(clientId, now() + read.maxAge)
}

function clientOf(clientId: string, document: JsonObject, scope: readonly string[]): Client | undefined {
  const { client_id, client_name: name, redirect_uris: uris, grant_types: grants } = document
  if (client_id !== clientId || typeof name !== 'string' || !isTextList(uris) || !hasPublicKeys(document))
    return undefined
  const grantTypes = isTextList(grants) ? grants : ['authorization_code']
  return { clientId, issuedAt: 0, scope, grantTypes, metadata: document }
}

/** Section 4.1 of the draft: a document establishes no shared secret and holds no private key. */
function hasPublicKeys({ token_endpoint_auth_method: method, jwks, jwks_uri: uri }: JsonObject): boolean {
  if (method !== 'private_key_jwt' || keysIn(jwks).some((key) => key.d !== undefined)) return false
  return isJsonObject(jwks) || typeof uri === 'string'
}

/** Where clients may have their documents: neither on another machine nor at another address of this one. */
const allowed = '127.0.0.1'

/** Section 3 of the draft: https, with a path, without dot segments, fragment and credentials. On this machine http will do. */
function isDocumentUrl(text: string): boolean {
  if (!URL.canParse(text) || /\/(?:\.|%2e){1,2}(?:[/?#]|$)/iu.test(text)) return false
  const { protocol, hostname, pathname, hash, username, password } = new URL(text)
  if (protocol !== 'https:' && !(protocol === 'http:' && hostname === allowed)) return false
  return pathname !== '/' && hash === '' && username === '' && password === ''
}

/** Characters of a document, milliseconds until it is there. */
const limits = { length: 5_120, patience: 6_000 }

async function fetchDocument(url: string): Promise<ReadDocument | undefined> {
  if (new URL(url).hostname !== allowed) return undefined
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(limits.patience) })
    const text = answer.status === 200 ? await answer.text() : ''
    const document = text.length > limits.length ? undefined : parseJsonObject(text)
    return document && { document, maxAge: maxAgeOf(answer) }
  } catch {
    // Nothing there, or nothing that can be trusted: the client is unknown.
    return undefined
  }
}
