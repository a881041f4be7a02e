import type { Exchange, TransportFailure } from '../../model/evidence.ts'

/** Stops asking where nothing comes back, so that a dead endpoint costs a run seconds and not an hour. */
export interface Breaker {
  observe(exchange: Exchange): void
  /** Why this request is not sent, as a sentence; undefined when it may go. */
  why(sending: Asked): string | undefined
}

/** What is about to be sent. */
type Asked = Pick<Exchange, 'owner' | 'operation'> & { readonly request: { readonly url: string } }

type Code = TransportFailure['code']

/** How many failures alike, with no answer between them, end the asking. What costs no time may come from requests that are odd on purpose. */
const patienceWith: Readonly<Record<Code, number>> = {
  timeout: 4,
  reset: 16,
  protocol: 16,
  'too-large': 16,
  refused: 16,
  dns: 16,
  tls: 16,
  interrupted: Number.POSITIVE_INFINITY,
  'not-sent': Number.POSITIVE_INFINITY,
}

/** So many requests of one endpoint may end by time, also with answers between them. */
const mostTimeouts = 24

/** After so many requests that were not sent one goes out all the same, then after twice as many: an endpoint may come back. */
const firstProbe = 8

interface Endpoint {
  code?: Code
  inRow: number
  timeouts: number
  unsent: number
  probe: number
}

export function createBreaker(): Breaker {
  const endpoints = new Map<string, Endpoint>()
  const endpointOf = (name: string): Endpoint => {
    const known = endpoints.get(name) ?? { inRow: 0, timeouts: 0, unsent: 0, probe: firstProbe }
    endpoints.set(name, known)
    return known
  }
  return {
    observe: (exchange) => {
      const endpoint = endpointOf(nameOf(exchange.operation, exchange.request.url))
      const code = exchange.failure?.code
      if (code === undefined) Object.assign(endpoint, { inRow: 0, unsent: 0, probe: firstProbe })
      else if (code !== 'not-sent' && code !== 'interrupted') {
        endpoint.inRow = code === endpoint.code ? endpoint.inRow + 1 : 1
        endpoint.code = code
        if (code === 'timeout') endpoint.timeouts += 1
      }
    },
    // Clean-up has a time limit of its own, and may be the last chance.
    why: ({ owner, operation, request }) => {
      if (owner === 'clean-up') return undefined
      const name = nameOf(operation, request.url)
      const endpoint = endpointOf(name)
      const { code = 'timeout', inRow, timeouts } = endpoint
      if (timeouts >= mostTimeouts)
        return `${mostTimeouts} requests to ${name} were not answered in time, so it is not asked any more`
      if (inRow < patienceWith[code]) return undefined
      endpoint.unsent += 1
      if (endpoint.unsent === endpoint.probe) {
        endpoint.probe *= 2
        return undefined
      }
      return `${patienceWith[code]} requests in a row to ${name} failed alike (${words[code]}), so it is not asked any more`
    },
  }
}

const words: Readonly<Record<Code, string>> = {
  timeout: 'no complete answer in time',
  reset: 'the connection was closed',
  protocol: 'the answer is not HTTP',
  'too-large': 'the answer is too large',
  refused: 'no connection is accepted',
  dns: 'the host name cannot be resolved',
  tls: 'no TLS connection',
  interrupted: 'interrupted',
  'not-sent': 'not sent',
}

/** Each client is managed at a URL of its own. */
function nameOf(operation: Exchange['operation'], url: string): string {
  if (!URL.canParse(url)) return url
  const { origin, pathname } = new URL(url)
  if (operation === 'tls') return `TLS at ${origin}`
  return /^(?:read|update|delete)_client$/u.test(operation) ? `client management at ${origin}` : `${origin}${pathname}`
}
