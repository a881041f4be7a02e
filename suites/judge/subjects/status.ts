import { listOf } from '../../decode/list-of.ts'
import { summary } from '../../language/condition.ts'
import type { OtherStatus, Status } from '../../model/language.ts'
import { holds, type Match, type Seen, violated } from './subject.ts'

/** The HTTP status code is one of those named, or none of them (RFC 9110 section 15). */
export function judgeStatus(wanted: Status | readonly Status[] | OtherStatus, { exchange }: Seen): Match {
  const status = exchange.response?.status ?? 0
  if (isOther(wanted)) {
    const { none_of: refused } = wanted
    return refused.includes(status)
      ? violated(`a status other than ${refused.join(' or ')}`, `status ${summary(exchange)}`)
      : holds
  }
  const statuses = listOf(wanted)
  return statuses.includes(status) ? holds : violated(`status ${statuses.join(' or ')}`, `status ${summary(exchange)}`)
}

const isOther = (wanted: Status | readonly Status[] | OtherStatus): wanted is OtherStatus =>
  typeof wanted === 'object' && 'none_of' in wanted
