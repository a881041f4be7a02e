import { clockOf, headerValues } from '../../decode/answer.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'

/** More than this many seconds between the server's clock and ours make time checks doubtful. */
const toleratedSkew = 30

/** Whether the server tells its time, and whether it is ours (RFC 9110 section 6.6.1). */
export function clock({ exchanges }: Evidence): readonly Diagnosis[] {
  const dated = exchanges.find((exchange) => headerValues(exchange.response?.headers ?? [], 'date').length > 0)
  if (dated?.response === undefined)
    return [
      {
        kind: 'note',
        says: "the server sends no Date header: this machine's clock is used for time checks",
        fix: 'Let the server send Date (RFC 9110 section 6.6.1).',
      },
    ]
  const skew = Math.round(clockOf(dated) - new Date(dated.response.receivedAt).getTime() / 1000)
  if (Math.abs(skew) <= toleratedSkew) return []
  return [
    {
      kind: 'problem',
      says: `the server's clock is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} this machine's`,
      fix: "Synchronise both clocks (NTP). Time checks use the server's own clock.",
    },
  ]
}
