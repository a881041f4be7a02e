import type { Exchange, TlsSeen } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { TlsFact } from '../model/vocabulary.ts'

/** Something that a look at TLS has shown. Undefined: it has not, or nobody has looked. */
export function tlsFact({ tls, request }: Exchange, fact: TlsFact): Json | undefined {
  if (tls === undefined) return undefined
  if (fact === 'validity') return validityOf(tls, Date.parse(request.sentAt))
  const found = tls[fact]
  return typeof found === 'object' ? [...found] : found
}

/** By our clock when we looked. */
function validityOf({ not_before, not_after }: TlsSeen, now: number): string | undefined {
  if (not_before === undefined || not_after === undefined) return undefined
  if (now > Date.parse(not_after)) return 'expired'
  return now < Date.parse(not_before) ? 'not_yet_valid' : 'valid'
}

/** How messages name what was seen. */
export function tlsSummary({ answer, alert, version, suite }: TlsSeen): string {
  switch (answer) {
    case 'server_hello':
    case 'connected':
      return `${version} with ${suite}`
    case 'alert':
      return `the alert ${alert}`
    case 'closed':
      return 'the connection was closed without an alert'
    case 'not_tls':
      return 'an answer that is not TLS'
    default:
      return answer satisfies never
  }
}
