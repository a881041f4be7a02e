import { readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import { decodeJws } from '../../decode/jws.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { Operation } from '../../model/vocabulary.ts'

/** Answers that say the same sort of thing. */
export interface AnswerKindOf {
  readonly operation: Operation
  /** The status code, and what else tells one sort of answer from another: "200 inactive", "400 invalid_request". */
  readonly outcome: string
  /** The media type, or "none". */
  readonly type: string
}

/** Undefined: there was no answer. */
export function kindOf(exchange: Exchange): AnswerKindOf | undefined {
  const { response, operation } = exchange
  if (response === undefined) return undefined
  const { media = 'none' } = readAnswer(exchange)
  const more = moreOf(exchange)
  return {
    operation,
    outcome: more === undefined ? String(response.status) : `${response.status} ${more}`,
    type: media,
  }
}

export const nameOf = ({ operation, outcome, type }: AnswerKindOf): string => `${operation} ${outcome} (${type})`

/** An error code, whether a token is active, or what sort of token was issued. */
function moreOf(exchange: Exchange): string | undefined {
  const { json, error } = readAnswer(exchange)
  if (error !== undefined || !isObject(json)) return error
  if (typeof json.active === 'boolean') return json.active ? 'active' : 'inactive'
  if (typeof json.access_token !== 'string') return undefined
  const form = decodeJws(json.access_token).ok ? 'JWT' : 'opaque'
  return json.token_type === 'DPoP' ? `${form}, DPoP` : form
}
