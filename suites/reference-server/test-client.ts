import type { Json, JsonObject } from '../model/json.ts'
import type { ReferenceServer } from './index.ts'
import { decodeUtf8 } from './wire/incoming.ts'
import { isJsonObject } from './wire/json.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Empty when the body is no JSON object. */
  readonly json: JsonObject
}

export type Params = Readonly<Record<string, string>>

/** The request members of the documentation page. */
export const seedMetadata: JsonObject = {
  client_name: 'Sample Client',
  client_uri: 'https://client.example/',
  scope: 'strong client-scope',
  token_endpoint_auth_method: 'client_secret_basic',
  redirect_uris: ['https://client.example/redirectUri'],
  response_types: ['code'],
  grant_types: ['authorization_code', 'refresh_token'],
  contacts: ['Peter Sample'],
}

/** A client that may use the client credentials grant and nothing else. */
export const machineMetadata: JsonObject = { client_name: 'Machine', grant_types: ['client_credentials'] }

/** One request, no redirect followed. */
export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  // Not response.text(), which would swallow a byte order mark.
  const text = decodeUtf8(await response.arrayBuffer()) ?? ''
  return { status: response.status, headers: response.headers, text, json: parse(text) }
}

/** Text of a member, or an empty string. */
export const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** Authorization header of a client (RFC 6749 section 2.3.1). */
export function basic(id: Json | undefined, secret: Json | undefined): Params {
  const encode = (value: string): string => new URLSearchParams([['', value]]).toString().slice(1)
  return { Authorization: `Basic ${btoa(`${encode(text(id))}:${encode(text(secret))}`)}` }
}

/** Talks to a running server as a client would: endpoints from its metadata. */
export async function connect(server: ReferenceServer) {
  const { json: metadata } = await send(`${server.issuer}/.well-known/oauth-authorization-server`)
  const form = (name: string, params: Params | string, headers: Params = {}): Promise<Answer> =>
    send(text(metadata[`${name}_endpoint`]) || `${server.baseUrl}/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: typeof params === 'string' ? params : new URLSearchParams(params).toString(),
    })
  return {
    metadata,
    form,
    register: (body: JsonObject): Promise<Answer> =>
      send(text(metadata.registration_endpoint), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    token: ({ client_id, client_secret }: JsonObject, params: Params = {}): Promise<Answer> =>
      form('token', { grant_type: 'client_credentials', ...params }, basic(client_id, client_secret)),
    resource: (token: Json | undefined): Promise<Answer> =>
      send(`${server.baseUrl}/api/resource`, { headers: { Authorization: `Bearer ${text(token)}` } }),
  }
}

function parse(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body)
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}
