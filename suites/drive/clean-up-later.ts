import type { Target } from '../model/target.ts'
import { deleteInTurn } from './clients/ask-in-turn.ts'
import { sendTwice } from './clients/clean-up.ts'
import { isDeleted, isManaged, type RegisteredClient } from './clients/registry.ts'
import { guardTarget } from './guard.ts'
import { rateLimiter } from './http/rate.ts'
import { createReach } from './http/reach.ts'
import { createRecorder } from './http/recorder.ts'
import { tlsMaterial } from './http/tls.ts'
import { openTransport } from './http/transport.ts'
import { defaultHeaders, withHeaders } from './request/headers.ts'

export interface Later {
  readonly target: Target
  readonly version: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  /** Called as soon as a client is known to be gone. */
  readonly gone: (client: string) => void
}

/** 401 is the answer of RFC 7592 section 2.3 for a client that is not there any more; servers also say 404 and 410. */
const notThere: readonly number[] = [401, 404, 410]

/**
 * Deletes clients of a run that could not do so itself (RFC 7592 section 2.3), the youngest first. To delete one that is not there any more is no failure. Returns the ids of
 * those that stay.
 */
export async function removeClients(clients: readonly RegisteredClient[], later: Later): Promise<readonly string[]> {
  const { target, version, env, signal } = later
  guardTarget(target)
  const { rate, concurrency = 8, timeoutMs = 10_000 } = target.limits
  const tls = await tlsMaterial(target.tls)
  const transport = openTransport({ connections: concurrency, timeoutMs, tls, env, reach: createReach(target) })
  const recorder = createRecorder({ transport, limiter: rateLimiter(rate), allowed: target, signal })
  const configured = withHeaders(defaultHeaders(version), Object.entries(target.headers.registration ?? {}))
  try {
    return await deleteInTurn(clients, concurrency, async (client) => {
      const { id, uri = '', token } = client
      if (!isManaged(client) || signal.aborted) return { kind: 'stays' }
      const headers = withHeaders(configured, [['Authorization', `Bearer ${token}`]])
      const request = { method: 'DELETE', url: uri, headers }
      const about = { owner: 'clean-up', step: `delete ${id}`, operation: 'delete_client' } as const
      const exchange = await sendTwice(recorder, { ...about, request })
      const { response } = exchange
      if (!isDeleted(exchange) && !notThere.includes(response?.status ?? 0))
        return { kind: 'stays', ...(response === undefined ? {} : { status: response.status }) }
      later.gone(id)
      return { kind: 'gone' }
    })
  } finally {
    await transport.close()
  }
}
