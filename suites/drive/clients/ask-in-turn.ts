import { inPool } from '../pool.ts'
import type { RegisteredClient } from './registry.ts'

/** What came of a request to delete a client. */
export type Deletion = { readonly kind: 'gone' } | { readonly kind: 'stays'; readonly status?: number }

/** Answers that say: there is no such thing as deletion here. */
const notOffered: readonly number[] = [404, 405, 501]

/** So many alike, with nothing deleted before, are believed. */
const patience = 3

/**
 * Deletes clients, the youngest first: one after the other until the server has shown that it deletes, then side by side. Where the first ones are all refused as if there were no deletion,
 * the others are not asked for: a server is not sent dozens of requests that it has no use for. Returns the ids of clients that stay.
 */
export async function deleteInTurn(
  clients: readonly RegisteredClient[],
  concurrency: number,
  remove: (client: RegisteredClient) => Promise<Deletion>,
): Promise<readonly string[]> {
  const left = new Set<string>()
  const refused: number[] = []
  const one = async (client: RegisteredClient): Promise<Deletion> => {
    const deletion = await remove(client)
    if (deletion.kind === 'stays') left.add(client.id)
    return deletion
  }
  const todo = clients.toReversed()
  while (refused.length < patience) {
    const client = todo.shift()
    if (client === undefined) break
    const deletion = await one(client)
    if (deletion.kind === 'gone') break
    // Nothing was sent for it, or nothing came back: it shows nothing.
    if (deletion.status === undefined) continue
    if (!notOffered.includes(deletion.status) || (refused[0] ?? deletion.status) !== deletion.status) break
    refused.push(deletion.status)
  }
  if (refused.length < patience) await inPool(todo, concurrency, async (client) => void (await one(client)))
  else for (const { id } of todo) left.add(id)
  return clients.map(({ id }) => id).filter((id) => left.has(id))
}
