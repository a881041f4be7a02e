import type { Exchange } from '../../model/evidence.ts'
import type { Recorder, Sending } from '../http/recorder.ts'
import { defaultHeaders, withHeaders } from '../request/headers.ts'
import { type Deletion, deleteInTurn } from './ask-in-turn.ts'
import { isDeleted, isManaged, type RegisteredClient } from './registry.ts'

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
  return deleteInTurn(input.clients, input.concurrency, (client) => remove(client, input, signal))
}

async function remove(client: RegisteredClient, input: CleanUpInput, signal: AbortSignal): Promise<Deletion> {
  const { id, uri = '', token } = client
  if (!isManaged(client) || signal.aborted) return { kind: 'stays' }
  const configured = withHeaders(defaultHeaders(input.version), Object.entries(input.headers))
  const headers = withHeaders(configured, [['Authorization', `Bearer ${token}`]])
  const request = { method: 'DELETE', url: uri, headers }
  const exchange = await sendTwice(
    input.recorder,
    { owner: 'clean-up', step: `delete ${id}`, operation: 'delete_client', request },
    signal,
  )
  return isDeleted(exchange) ? { kind: 'gone' } : { kind: 'stays', ...statusOf(exchange) }
}

/** A connection that was idle for a while may be closed under a request: that one goes once more. */
export async function sendTwice(recorder: Recorder, sending: Sending, signal?: AbortSignal): Promise<Exchange> {
  const first = await recorder.send(sending, signal)
  return first.failure?.code === 'reset' ? recorder.send(sending, signal) : first
}

const statusOf = ({ response }: Exchange): { readonly status?: number } =>
  response === undefined ? {} : { status: response.status }
