import { summary } from '../../language/condition.ts'
import { holds, type Outcome, type Seen, violated } from './subject.ts'

/** The HTTP status code is one of those named (RFC 9110 section 15). */
export function judgeStatus(oneOf: readonly number[], { exchange }: Seen): Outcome {
  const status = exchange.response?.status ?? 0
  return oneOf.includes(status) ? holds : violated(`status ${oneOf.join(' or ')}`, `status ${summary(exchange)}`)
}
