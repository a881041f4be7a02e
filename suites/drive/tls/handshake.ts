import type { TlsSeen, TransportFailure } from '../../model/evidence.ts'
import type { TlsSpec } from '../../model/language.ts'
import type { NamedProxy } from '../http/proxy.ts'
import type { Reach } from '../http/reach.ts'
import type { TlsMaterial } from '../http/tls.ts'
import { look } from './look.ts'
import { shake, type TlsPeer } from './shake.ts'

interface Way {
  readonly timeoutMs: number
  readonly tls: TlsMaterial
  readonly reach?: Reach
  readonly proxy: NamedProxy | undefined
}

interface Looked {
  /** ISO 8601, UTC, milliseconds. */
  readonly sentAt: string
  readonly outcome: TlsSeen | TransportFailure
}

/** Looks at TLS with the host of a URL, over a connection of its own. */
export async function handshake(url: string, spec: TlsSpec, way: Way, signal: AbortSignal): Promise<Looked> {
  const sentAt = new Date().toISOString()
  const { hostname, port, origin } = new URL(url)
  const { timeoutMs, tls, reach, proxy } = way
  if (proxy !== undefined) {
    const message = `not sent: ${origin} is reached through the proxy ${proxy.origin} (${proxy.from}), so TLS is not looked at`
    return { sentAt, outcome: { code: 'not-sent', message } }
  }
  const peer: TlsPeer = {
    host: hostname.replace(/^\[|\]$|\.$/gu, ''),
    port: port === '' ? 443 : Number(port),
    origin,
    timeoutMs,
    ...(reach === undefined ? {} : { lookup: reach.lookup }),
  }
  const outcome = spec.offer === undefined ? look(peer, tls, signal) : shake(spec.offer, peer, signal)
  return { sentAt, outcome: await outcome }
}
