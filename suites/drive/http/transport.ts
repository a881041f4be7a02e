import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import type { HeaderField, RecordedResponse, TlsSeen, TransportFailure } from '../../model/evidence.ts'
import type { TlsSpec } from '../../model/language.ts'
import type { TlsIdentity } from '../tls/identity.ts'
import { collect } from './collect.ts'
import { LimitReached } from './failure.ts'
import { type NamedProxy, proxyFor } from './proxy.ts'
import type { Reach } from './reach.ts'
import type { TlsMaterial } from './tls.ts'

/** A request as it is put on the wire. */
export interface OutgoingRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderField[]
  readonly body?: string
  /** The client certificate for this request instead of the target's own, or `none`. */
  readonly certificate?: TlsIdentity | 'none'
  /** True: it goes to the place without TLS that the target file names, and holds nothing secret. */
  readonly plain?: true
  /** Set: no request is sent, but TLS with the host of the URL is looked at. */
  readonly handshake?: TlsSpec
}

export interface Reply {
  /** ISO 8601, UTC, milliseconds. */
  readonly sentAt: string
  readonly outcome: RecordedResponse | TransportFailure | TlsSeen
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
  /** Which addresses may be connected to. Default: any. A proxy looks names up itself. */
  readonly reach?: Reach
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up. Default: there is no proxy. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** 64 KiB: four times what common servers accept, enough for any honest header section. */
const maxHeaderSize = 65_536

/**
 * The connections of a run: kept-alive, TLS always verified, no cookies, no redirects, no decompression. One pool per client certificate, since
 * neither a connection nor a TLS session may pass from one identity to another.
 */
export function openTransport(options: TransportOptions): Transport {
  const { timeoutMs, tls, env = {} } = options
  const agents = new Map<string, Dispatcher | Promise<Dispatcher>>()
  const agentFor = (
    identity: TlsIdentity | undefined,
    proxy: NamedProxy | undefined,
  ): Dispatcher | Promise<Dispatcher> => {
    const key = `${identity?.thumbprint ?? ''} ${proxy?.url ?? ''}`
    const agent =
      agents.get(key) ?? (proxy === undefined ? openAgent(options, identity) : openTunnels(options, identity, proxy))
    agents.set(key, agent)
    return agent
  }
  return {
    send: async (request, signal) => {
      const chosen = request.certificate ?? tls.identity
      const proxy = proxyFor(request.url, env)
      const far = options.reach?.problem(request.url)
      if (far !== undefined) {
        const outcome = { code: far.code, message: far.message }
        return { sentAt: new Date().toISOString(), outcome }
      }
      if (request.handshake !== undefined) {
        const { handshake } = await import('../tls/handshake.ts')
        return handshake(request.url, request.handshake, { ...options, proxy }, signal)
      }
      const opened = agentFor(chosen === 'none' ? undefined : chosen, proxy)
      const agent = opened instanceof Promise ? await opened : opened
      const reply = await exchange({ agent, request, timeoutMs, proxy }, signal)
      return chosen === undefined || !request.url.startsWith('https:') ? reply : { ...reply, certificate: chosen }
    },
    close: async () => {
      await Promise.all([...agents.values()].map(async (agent) => (await agent).destroy()))
    },
  }
}

function openAgent({ connections, timeoutMs, tls, reach }: TransportOptions, identity: TlsIdentity | undefined): Agent {
  const limits = {
    timeout: timeoutMs,
    rejectUnauthorized: true,
    ...(reach === undefined ? {} : { lookup: reach.lookup }),
  }
  const plain = buildConnector(limits)
  // To read all the certificates that are trusted costs more than a handshake: once for all connections, and only where there is TLS.
  let secured: ReturnType<typeof buildConnector> | undefined
  const openSecured = (): NonNullable<typeof secured> => {
    const secureContext = createSecureContext({
      ...(tls.ca === undefined ? {} : { ca: tls.ca }),
      ...(identity === undefined ? {} : { cert: identity.cert, key: identity.key }),
    })
    return buildConnector({ ...limits, secureContext })
  }
  return new Agent({
    connections,
    maxHeaderSize,
    // The total time below governs; a phase of its own would let a trickling body live for ever.
    headersTimeout: 0,
    bodyTimeout: 0,
    // The host of the URL, also where a Host header field says otherwise: whose certificate it must be does not depend on what we send.
    connect: (options, done) => {
      if (options.protocol === 'https:') secured ??= openSecured()
      const connect = secured ?? plain
      connect({ ...options, servername: isIP(options.hostname) > 0 ? '' : options.hostname }, done)
    },
  })
}

/** Connections through a proxy, by CONNECT for either scheme: the proxy sees hosts, and of https nothing else. Loaded by who has one. */
async function openTunnels(
  { connections, timeoutMs, tls }: TransportOptions,
  identity: TlsIdentity | undefined,
  proxy: NamedProxy,
): Promise<Dispatcher> {
  const { ProxyAgent } = await import('undici')
  const { ca } = tls
  return new ProxyAgent({
    uri: proxy.url,
    connections,
    maxHeaderSize,
    headersTimeout: 0,
    bodyTimeout: 0,
    proxyTls: { timeout: timeoutMs, rejectUnauthorized: true, ...(ca === undefined ? {} : { ca: [...ca] }) },
    requestTls: {
      timeout: timeoutMs,
      rejectUnauthorized: true,
      ...(ca === undefined ? {} : { ca: [...ca] }),
      ...(identity === undefined ? {} : { cert: identity.cert, key: identity.key }),
    },
  })
}

interface Sending {
  readonly agent: Dispatcher
  readonly request: OutgoingRequest
  readonly timeoutMs: number
  readonly proxy: NamedProxy | undefined
}

/** Never rejects: what goes wrong is the outcome. */
function exchange({ agent, request, timeoutMs, proxy }: Sending, outer: AbortSignal): Promise<Reply> {
  const sentAt = new Date().toISOString()
  const started = performance.now()
  const { origin, pathname, search } = new URL(request.url)
  return new Promise((resolve) => {
    const end = (outcome: Reply['outcome']): void => {
      clearTimeout(timer)
      outer.removeEventListener('abort', interrupted)
      resolve({ sentAt, outcome })
    }
    const collector = collect(origin, started, end, proxy)
    const timer = setTimeout(() => {
      collector.stop(new LimitReached('timeout', `${origin} did not answer completely within ${timeoutMs / 1000} s`))
    }, timeoutMs)
    const interrupted = (): void =>
      collector.stop(
        outer.reason instanceof LimitReached
          ? outer.reason
          : new LimitReached('interrupted', 'the run was interrupted'),
      )
    if (outer.aborted) return interrupted()
    outer.addEventListener('abort', interrupted, { once: true })
    if (request.method === 'CONNECT')
      return collector.stop(new LimitReached('protocol', 'CONNECT is not sent: it asks for a tunnel'))
    const options = {
      origin,
      path: `${pathname}${search}`,
      method: request.method,
      headers: proxy === undefined ? request.headers.flat() : byName(request.headers),
      body: request.body ?? null,
    }
    agent.dispatch(options, collector)
  })
}

/** The proxy's agent takes fields by name only, and would keep the last of several. */
function byName(headers: readonly HeaderField[]): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of headers) {
    const before = fields[name]
    fields[name] = before === undefined ? value : [before, value].flat()
  }
  return fields
}
