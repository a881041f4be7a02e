import { type Answer, readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import { listOf } from '../../decode/list-of.ts'
import { show } from '../../decode/type-of.ts'
import { grants, summary } from '../../language/condition.ts'
import type { Rejection } from '../../model/language.ts'
import { refusedInHandshake } from '../gate.ts'
import { holds, type Match, type Seen, undecided, violated } from './subject.ts'

/**
 * A correct rejection: one of the statuses named, a JSON object whose `error` is one of the codes named, no access token
 * (RFC 6749 section 5.2). A 5xx, HTML or a redirect never is one, since its status or form is another.
 */
export function judgeRejection({ status, error }: Rejection, { exchange }: Seen): Match {
  if (refusedInHandshake(exchange)) return holds
  const answer = readAnswer(exchange)
  if (status === undefined) return judgeRefusal(answer, grants(exchange), summary(exchange))
  const statuses = listOf(status)
  const codes = error === undefined ? undefined : listOf(error)
  const expected = `a refusal: status ${statuses.join(' or ')}, JSON with error ${codes?.join(' or ') ?? 'code'}`
  if (grants(exchange)) return violated(expected, `status ${answer.status}: an access token was issued`)
  if (!statuses.includes(answer.status ?? 0)) return violated(expected, `status ${summary(exchange)}`)
  if (answer.kind !== 'json' || !isObject(answer.json))
    return violated(
      expected,
      `status ${answer.status}, no JSON object (${answer.problem ?? (answer.kind === 'json' ? show(answer.json) : answer.kind)})`,
    )
  if (answer.json.access_token !== undefined) return violated(expected, 'an access_token in addition to the error')
  if (answer.error === undefined || answer.error === '')
    return violated(expected, `status ${answer.status}, no error code in the body`)
  if (codes !== undefined && !codes.includes(answer.error))
    return violated(expected, `status ${answer.status}, error ${answer.error}`)
  return holds
}

/** 408 and 429 say "not now". */
const laterStatuses: readonly number[] = [408, 429]

/**
 * Refused at all, in whatever form: a requirement that something is not accepted is violated by accepting it, and by nothing else. A crash, a page
 * or a redirect is neither an acceptance nor a refusal.
 */
function judgeRefusal(answer: Answer, granted: boolean, seen: string): Match {
  const expected = 'a refusal'
  const status = answer.status ?? 0
  if (granted) return violated(expected, `status ${status}: an access token was issued`)
  if (status >= 200 && status < 300) return violated(expected, `status ${seen}`)
  if (isObject(answer.json) && answer.json.access_token !== undefined)
    return violated(expected, 'an access_token in addition to the error')
  const refused = status >= 400 && status < 500 && !laterStatuses.includes(status) && answer.kind !== 'html'
  return refused ? holds : undecided(`status ${seen} is neither an acceptance nor a refusal by the server`)
}
