import { isIP } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { toBody } from '../../decode/body.ts'
import type { HeaderField, RecordedResponse, TransportFailure } from '../../model/evidence.ts'
import type { TlsIdentity } from '../tls/identity.ts'
import { LimitReached, toFailure } from './failure.ts'
import { readLimited } from './read-limited.ts'
import type { TlsMaterial } from './tls.ts'

/** A request as it is put on the wire. */
export interface OutgoingRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderField[]
  readonly body?: string
  /** The client certificate for this request instead of the target's own, or `none`. */
  readonly certificate?: TlsIdentity | 'none'
}

export interface Reply {
  /** ISO 8601, UTC, milliseconds. */
  readonly sentAt: string
  readonly outcome: RecordedResponse | TransportFailure
  /** What the connection had for a server that asks for a certificate. Undefined: nobody chose, and there is none. */
  readonly certificate?: TlsIdentity | 'none'
}

export interface Transport {
  /** Sends one request. Never rejects: whatever goes wrong is a TransportFailure. Never follows a redirect. */
  send(request: OutgoingRequest, signal: AbortSignal): Promise<Reply>
  close(): Promise<void>
}

export interface TransportOptions {
  readonly connections: number
  /** For one exchange from connecting to the last octet of the body. */
  readonly timeoutMs: number
  readonly tls: TlsMaterial
}

/** 64 KiB: four times what common servers accept, enough for any honest header section. */
const maxHeaderSize = 65_536

/**
 * The connections of a run: kept-alive, TLS always verified, no cookies, no redirects, no decompression. One pool per client certificate, since
 * neither a connection nor a TLS session may pass from one identity to another.
 */
export function openTransport(options: TransportOptions): Transport {
  const { timeoutMs, tls } = options
  const agents = new Map<string, Agent>()
  const agentFor = (identity: TlsIdentity | undefined): Agent => {
    const key = identity?.thumbprint ?? ''
    const agent = agents.get(key) ?? openAgent(options, identity)
    agents.set(key, agent)
    return agent
  }
  return {
    send: async (request, signal) => {
      const chosen = request.certificate ?? tls.identity
      const reply = await exchange(agentFor(chosen === 'none' ? undefined : chosen), request, timeoutMs, signal)
      return chosen === undefined || !request.url.startsWith('https:') ? reply : { ...reply, certificate: chosen }
    },
    close: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()))
    },
  }
}

function openAgent({ connections, timeoutMs, tls }: TransportOptions, identity: TlsIdentity | undefined): Agent {
  const { ca } = tls
  const connect = buildConnector({
    timeout: timeoutMs,
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca }),
    ...(identity === undefined ? {} : { cert: identity.cert, key: identity.key }),
  })
  return new Agent({
    connections,
    maxHeaderSize,
    // The total time below governs; a phase of its own would let a trickling body live for ever.
    headersTimeout: 0,
    bodyTimeout: 0,
    // The host of the URL, also where a Host header field says otherwise: whose certificate it must be does not depend on what we send.
    connect: (options, done) =>
      connect({ ...options, servername: isIP(options.hostname) > 0 ? '' : options.hostname }, done),
  })
}

async function exchange(
  agent: Agent,
  request: OutgoingRequest,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Reply> {
  const sentAt = new Date().toISOString()
  const started = performance.now()
  const { origin } = new URL(request.url)
  const limit = timeLimit(timeoutMs, origin, signal)
  try {
    const outcome = await Promise.race([limit.reached, answer(agent, request, started, limit.signal)])
    return { sentAt, outcome }
  } catch (error) {
    return { sentAt, outcome: toFailure(error, origin) }
  } finally {
    limit.clear()
  }
}

async function answer(
  agent: Agent,
  request: OutgoingRequest,
  started: number,
  signal: AbortSignal,
): Promise<RecordedResponse> {
  const { origin, pathname, search } = new URL(request.url)
  const reply = await agent.request({
    origin,
    path: `${pathname}${search}`,
    method: request.method,
    headers: request.headers.flat(),
    body: request.body ?? null,
    responseHeaders: 'raw',
    signal,
  })
  const octets = await readLimited(reply.body, origin)
  return {
    status: reply.statusCode,
    headers: pairs(reply.headers),
    body: toBody(octets),
    bytes: octets.length,
    receivedAt: new Date().toISOString(),
    durationMs: Math.round(performance.now() - started),
  }
}

/** With `responseHeaders: 'raw'` the client delivers a flat list of names and values, in the order received. */
function pairs(raw: unknown): readonly HeaderField[] {
  const list: readonly unknown[] = Array.isArray(raw) ? raw : []
  const fields: HeaderField[] = []
  for (let index = 0; index + 1 < list.length; index += 2) fields.push([String(list[index]), String(list[index + 1])])
  return fields
}

/** Ends an exchange when its time is over or the run is interrupted, also while the connection is still being made. */
function timeLimit(timeoutMs: number, origin: string, outer: AbortSignal) {
  const controller = new AbortController()
  const end = (error: LimitReached): void => controller.abort(error)
  const interrupted = (): void => end(new LimitReached('interrupted', 'the run was interrupted'))
  const seconds = timeoutMs / 1000
  const timer = setTimeout(
    () => end(new LimitReached('timeout', `${origin} did not answer completely within ${seconds} s`)),
    timeoutMs,
  )
  const reached = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true })
  })
  // Nobody may be waiting any more when it is rejected.
  reached.catch(() => undefined)
  if (outer.aborted) interrupted()
  else outer.addEventListener('abort', interrupted, { once: true })
  const clear = (): void => {
    clearTimeout(timer)
    outer.removeEventListener('abort', interrupted)
  }
  return { signal: controller.signal, reached, clear }
}
