import type { Exchange, RecordedResponse } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { AnswerKind } from '../model/vocabulary.ts'
import { bodyText } from './body.ts'
import { bad, type Decoded, good } from './decoded.ts'
import { headerValues } from './exchange-fields.ts'
import { type DecodedJson, decodeJson, isObject } from './json.ts'
import { decodeJws } from './jws.ts'
import { parseMediaType } from './media-type.ts'

export { clockOf, hasDateHeader, headerValues } from './exchange-fields.ts'

/** What came back, told apart before anything in it is judged. */
export interface Answer {
  readonly kind: AnswerKind
  readonly status?: number
  /** Lower-cased type/subtype of the only Content-Type field, if well-formed. */
  readonly media?: string
  /** The body, also of a redirect. Of a JWT: its `token_introspection` claim (RFC 9701), else its claims. Never of HTML. */
  readonly json?: Json
  /** JSON Pointers of repeated members, from the root of the body (of a JWT: of its claims). */
  readonly duplicates: readonly string[]
  /** Absent when the body is not UTF-8. */
  readonly text?: string
  /** Why there is no `json`: a predicate about the body, or the transport's failure. */
  readonly problem?: string
  /** The body's `error` member, if it is a string (RFC 6749 section 5.2). */
  readonly error?: string
}

const jwtTypes: readonly string[] = ['application/token-introspection+jwt', 'application/jwt']

/** What was recorded never changes, and every check reads the answer again. */
const known = new WeakMap<object, Answer>()

/** Reads a recorded answer. Pure, never throws. A status of 3xx is a redirect whatever the body is. */
export function readAnswer(exchange: Exchange | undefined): Answer {
  if (exchange === undefined) return read(undefined)
  const recorded = exchange.response ?? exchange
  const answer = known.get(recorded) ?? read(exchange)
  known.set(recorded, answer)
  return answer
}

function read(exchange: Exchange | undefined): Answer {
  const response = exchange?.response
  if (response === undefined) {
    return { kind: 'none', duplicates: [], problem: exchange?.failure?.message ?? 'no request was sent' }
  }
  const media = mediaOf(response)
  const base = { status: response.status, ...(media === undefined ? {} : { media }) }
  const decoded = bodyText(response.body)
  if (!decoded.ok)
    return { kind: isRedirect(response) ? 'redirect' : 'other', ...base, duplicates: [], problem: decoded.problem }
  const body = readBody(decoded.value, media, response)
  return { ...base, text: decoded.value, ...body, kind: isRedirect(response) ? 'redirect' : body.kind }
}

type BodyAnswer = Pick<Answer, 'kind' | 'json' | 'duplicates' | 'problem' | 'error'>

function readBody(text: string, media: string | undefined, response: RecordedResponse): BodyAnswer {
  if (/^[\t\n\r ]*$/.test(text)) return { kind: 'empty', duplicates: [], problem: 'is empty' }
  const json = decodeJson(text)
  // A JSON object labelled text/html is a mislabelled answer, which the media type checks judge, and no page.
  const structured = json.ok && typeof json.value.value === 'object' && json.value.value !== null
  if (!structured && isHtml(text, response)) return { kind: 'html', duplicates: [], problem: 'is HTML' }
  const isJwt = media !== undefined && jwtTypes.includes(media)
  const jwt = isJwt ? readJwt(text) : bad('is not labelled as a JWT')
  if (jwt.ok) return { kind: 'jwt', ...withError(jwt.value) }
  if (json.ok) return { kind: 'json', ...withError(json.value) }
  return { kind: 'other', duplicates: [], problem: isJwt ? jwt.problem : json.problem }
}

function readJwt(text: string): Decoded<DecodedJson> {
  const jws = decodeJws(text.trim())
  if (!jws.ok) return jws
  const { claims, claimsDuplicates } = jws.value
  const inner = Object.hasOwn(claims, 'token_introspection') ? claims.token_introspection : undefined
  return good({ value: inner ?? claims, duplicates: claimsDuplicates })
}

function withError({ value, duplicates }: DecodedJson): Omit<BodyAnswer, 'kind'> {
  const error = isObject(value) && Object.hasOwn(value, 'error') ? value.error : undefined
  return { json: value, duplicates, ...(typeof error === 'string' ? { error } : {}) }
}

const isRedirect = ({ status }: RecordedResponse): boolean => status >= 300 && status < 400

/** Content-Type is a singleton field (RFC 9110 section 8.3): of two, neither counts. */
function mediaOf(response: RecordedResponse): string | undefined {
  const [value, ...more] = headerValues(response.headers, 'content-type')
  const parsed = value === undefined || more.length > 0 ? undefined : parseMediaType(value)
  return parsed?.ok ? parsed.value.type : undefined
}

/** By any Content-Type field, even a malformed one, and by the text: error pages often come mislabelled. */
function isHtml(text: string, response: RecordedResponse): boolean {
  const types = headerValues(response.headers, 'content-type')
  return (
    types.some((type) => /^text\/html(?![\w.+-])/i.test(type)) || /^\s*<(?:!doctype html|html)(?![\w-])/i.test(text)
  )
}
