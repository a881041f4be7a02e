import { listOf } from '../../decode/list-of.ts'
import { summary } from '../../language/condition.ts'
import { holds, type Match, type Seen, violated } from './subject.ts'

/** The HTTP status code is one of those named (RFC 9110 section 15). */
export function judgeStatus(wanted: number | readonly number[], { exchange }: Seen): Match {
  const status = exchange.response?.status ?? 0
  const statuses = listOf(wanted)
  return statuses.includes(status) ? holds : violated(`status ${statuses.join(' or ')}`, `status ${summary(exchange)}`)
}
