import type { TransportFailure } from '../../model/evidence.ts'
import type { NamedProxy } from './proxy.ts'

type Code = TransportFailure['code']

/** Thrown inside the transport when one of its own limits ends an exchange. */
export class LimitReached extends Error {
  readonly code: Code
  constructor(code: Code, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * What ended an exchange, in words for somebody who does not know the error codes of the platform. `origin` is scheme, host and
 * port; nothing else of the request enters the message.
 */
export function toFailure(error: unknown, origin: string, proxy?: NamedProxy): TransportFailure {
  if (proxy === undefined) return direct(error, origin)
  const by = `the proxy ${proxy.origin} (${proxy.from})`
  const status = error instanceof Error ? /^Proxy response \((\d+)\)/u.exec(error.message)?.[1] : undefined
  const variable = proxy.from
  if (status !== undefined) {
    const message = `${by} answered ${status} to CONNECT for ${origin}`
    return { code: 'refused', message, proxy: { variable, status: Number(status) } }
  }
  // What is connected to, and looked up, is the proxy.
  const own = direct(error, by)
  if (own.code === 'refused' || own.code === 'dns') return { ...own, proxy: { variable } }
  const failure = direct(error, origin)
  return { ...failure, message: `${failure.message}, through ${by}` }
}

function direct(error: unknown, origin: string): TransportFailure {
  if (error instanceof LimitReached) return { code: error.code, message: error.message }
  const raw = codeOf(error)
  const code = classify(raw, error)
  return { code, message: `${sentence(code, origin)}${raw === '' ? '' : ` (${raw})`}${detail(code, error)}` }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

const table: readonly (readonly [RegExp, Code])[] = [
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|EACCES|ENETDOWN)$/u, 'refused'],
  [/^(ENOTFOUND|EAI_)/u, 'dns'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/u, 'timeout'],
  // UNSPECIFIED: a certificate that OpenSSL refuses for a reason to which Node has given no name, such as SHA-1.
  [/(^UNSPECIFIED$|CERT|SIGNATURE|^ERR_TLS|^ERR_SSL|^EPROTO$|ISSUER|HOSTNAME_MISMATCH)/u, 'tls'],
  [/^UND_ERR_HEADERS_OVERFLOW$/u, 'too-large'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_CLOSED|UND_ERR_DESTROYED)$/u, 'reset'],
]

function classify(raw: string, error: unknown): Code {
  if (error instanceof Error && error.name === 'HTTPParserError') return 'protocol'
  return table.find(([pattern]) => pattern.test(raw))?.[1] ?? 'protocol'
}

function sentence(code: Code, origin: string): string {
  switch (code) {
    case 'refused':
      return `${origin} does not accept connections`
    case 'dns':
      return `the host name of ${origin} cannot be resolved`
    case 'timeout':
      return `${origin} did not answer in time`
    case 'tls':
      return `no TLS connection to ${origin}: its certificate or protocol was not accepted`
    case 'reset':
      return `${origin} closed the connection without a complete answer`
    case 'too-large':
      return `the header section of the answer from ${origin} is too large`
    case 'protocol':
      return `the exchange with ${origin} broke the HTTP protocol`
    case 'interrupted':
      return 'the run was interrupted'
    case 'not-sent':
      return 'not sent'
    default:
      return code satisfies never
  }
}

/** What OpenSSL says so that only its makers understand. */
const inWords: Readonly<Record<string, string>> = {
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL:
    'the server does not offer HTTP/1.1, only another protocol such as HTTP/2 (RFC 7301). Let it, or the proxy before it, offer HTTP/1.1 too',
  ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED:
    'the server does not know secure renegotiation (RFC 5746), so that this TLS library refuses it; RFC 9325 section 3.5 asks for it. Update the TLS library of the server, or of the proxy before it',
}

/** Parser messages speak about the grammar only; other messages may quote what we sent. */
function detail(code: Code, error: unknown): string {
  const tells = code === 'tls' || (error instanceof Error && error.name === 'HTTPParserError')
  if (!tells || !(error instanceof Error)) return ''
  return `: ${inWords[codeOf(error)] ?? error.message}`
}
