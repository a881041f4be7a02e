import { isObject } from '../../decode/json.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { JsonObject } from '../../model/json.ts'
import { informationIn } from './client.ts'

/** A client that this run has registered at the server. */
export interface RegisteredClient {
  readonly id: string
  /** Where it is managed. */
  readonly uri?: string
  readonly token?: string
}

/** Whether anybody can delete it (RFC 7592 section 2.3). */
export const isManaged = ({ uri, token }: RegisteredClient): boolean =>
  uri !== undefined && token !== undefined && URL.canParse(uri)

/** Watches the exchanges of a run for clients that come into being and go, whoever caused it. */
export interface Registry {
  observe(exchange: Exchange): void
  /** Those that should still be there, in the order registered. */
  remaining(): readonly RegisteredClient[]
}

/** `reached`: where a URI that the server states is reached. */
export function createRegistry(reached: (uri: string) => string): Registry {
  const clients = new Map<string, RegisteredClient>()
  const update = (information: JsonObject & { readonly client_id: string }): void => {
    const { client_id: id, registration_client_uri: uri, registration_access_token: token } = information
    clients.set(id, {
      ...(clients.get(id) ?? { id }),
      ...(typeof uri === 'string' ? { uri: reached(uri) } : {}),
      ...(typeof token === 'string' ? { token } : {}),
    })
  }
  const observe = (exchange: Exchange): void => {
    const information = informationIn(exchange)
    if (exchange.operation === 'register' && information !== undefined) update(information)
    const managed = exchange.operation === 'read_client' || exchange.operation === 'update_client'
    if (managed && isObject(information) && clients.has(information.client_id)) update(information)
    if (exchange.operation === 'delete_client' && isDeleted(exchange)) forget(clients, exchange.request.url)
  }
  return { observe, remaining: () => [...clients.values()] }
}

/** 204 is the answer that RFC 7592 section 2.3 asks for; any other success deletes as well. */
export function isDeleted({ request, response }: Exchange): boolean {
  return request.method === 'DELETE' && response !== undefined && response.status >= 200 && response.status < 300
}

function forget(clients: Map<string, RegisteredClient>, uri: string): void {
  for (const client of clients.values()) if (client.uri === uri) clients.delete(client.id)
}
