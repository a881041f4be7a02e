import type { Exchange } from '../../model/evidence.ts'

/** Enough for every question once, and no server has to take it for an attack. */
const mostPerHost = 25

/** A closed connection may be an answer, or an accident: so many of them are looked at twice. */
const mostDoubts = 3

/** The looks at TLS of a run: the same one is taken once for each host, however many rows ask for it. */
export interface Handshakes {
  /** Undefined: there were too many connections to this host already. */
  look(host: string, what: string, send: () => Promise<Exchange>): Promise<Exchange> | undefined
}

export function createHandshakes(): Handshakes {
  const seen = new Map<string, Promise<Exchange>>()
  const counts = new Map<string, { connections: number; doubts: number }>()
  return {
    look: (host, what, send) => {
      const key = `${host} ${what}`
      const count = counts.get(host) ?? { connections: 0, doubts: 0 }
      counts.set(host, count)
      const known = seen.get(key)
      if (known !== undefined || count.connections >= mostPerHost) return known
      count.connections += 1
      const first = send().then((exchange) => {
        if (exchange.tls?.answer !== 'closed' || count.doubts >= mostDoubts || count.connections >= mostPerHost)
          return exchange
        count.doubts += 1
        count.connections += 1
        return send()
      })
      seen.set(key, first)
      return first
    },
  }
}
