import { readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import { grants, summary } from '../../plan/condition.ts'
import { holds, type Outcome, type Seen, violated } from './subject.ts'

/**
 * A correct rejection: one of the statuses named, a JSON object whose `error` is one of the codes named, no access token
 * (RFC 6749 section 5.2). A 5xx, HTML or a redirect never is one, since its status or form is another.
 */
export function judgeRejection(
  statuses: readonly number[],
  codes: readonly string[] | undefined,
  { exchange }: Seen,
): Outcome {
  const answer = readAnswer(exchange)
  const expected = `a refusal: status ${statuses.join(' or ')}, JSON with error ${codes?.join(' or ') ?? 'code'}`
  if (grants(exchange)) return violated(expected, `status ${answer.status}: an access token was issued`)
  if (!statuses.includes(answer.status ?? 0)) return violated(expected, `status ${summary(exchange)}`)
  if (answer.kind !== 'json' || !isObject(answer.json))
    return violated(expected, `status ${answer.status}, no JSON object (${answer.problem ?? answer.kind})`)
  if (answer.json.access_token !== undefined) return violated(expected, 'an access_token beside the error')
  if (answer.error === undefined || answer.error === '')
    return violated(expected, `status ${answer.status}, no error code in the body`)
  if (codes !== undefined && !codes.includes(answer.error))
    return violated(expected, `status ${answer.status}, error ${answer.error}`)
  return holds
}
