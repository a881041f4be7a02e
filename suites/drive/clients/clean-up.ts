import type { Recorder } from '../http/recorder.ts'
import { inPool } from '../pool.ts'
import { defaultHeaders, withHeaders } from '../request/headers.ts'
import type { RegisteredClient } from './registry.ts'
import { isDeleted } from './registry.ts'

export interface CleanUpInput {
  readonly clients: readonly RegisteredClient[]
  readonly recorder: Recorder
  readonly version: string
  /** Header fields that the target file adds for registration. */
  readonly headers: Readonly<Record<string, string>>
  readonly concurrency: number
  /** For the whole clean-up. */
  readonly timeoutMs: number
}

/**
 * Deletes clients by RFC 7592 section 2.3, the youngest first, also after an interrupt. Returns the ids of those that stay: the
 * server offers no deletion, refuses it, or does not answer in time.
 */
export async function cleanUp(input: CleanUpInput): Promise<readonly string[]> {
  const signal = AbortSignal.timeout(input.timeoutMs)
  const left: string[] = []
  await inPool(input.clients.toReversed(), input.concurrency, async (client) => {
    if (!(await remove(client, input, signal))) left.push(client.id)
  })
  return input.clients.map((client) => client.id).filter((id) => left.includes(id))
}

async function remove(
  { id, uri, token }: RegisteredClient,
  input: CleanUpInput,
  signal: AbortSignal,
): Promise<boolean> {
  if (uri === undefined || token === undefined || !URL.canParse(uri) || signal.aborted) return false
  const configured = withHeaders(defaultHeaders(input.version), Object.entries(input.headers))
  const headers = withHeaders(configured, [['Authorization', `Bearer ${token}`]])
  const request = { method: 'DELETE', url: uri, headers }
  const exchange = await input.recorder.send(
    { owner: 'clean-up', step: `delete ${id}`, operation: 'delete_client', request },
    signal,
  )
  return isDeleted(exchange)
}
