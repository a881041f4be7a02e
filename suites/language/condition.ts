import { clockOf, headerValues, readAnswer } from '../decode/answer.ts'
import { bodyText } from '../decode/body.ts'
import { parseChallenges } from '../decode/challenge.ts'
import { listOf } from '../decode/list-of.ts'
import { at } from '../decode/pointer.ts'
import type { Exchange, HeaderField } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { ParameterValue, Scalars } from '../model/language.ts'
import type { Matchers } from '../model/matchers.ts'
import type { AnswerCondition, Condition } from '../model/scenario.ts'
import { fitsTimes } from './fetches.ts'
import { match } from './match.ts'
import type { Match } from './matched.ts'
import { matrixOf } from './matrix-of.ts'
import type { Scope } from './scope.ts'
import { jwtIn } from './step-part.ts'
import { tlsFact, tlsSummary } from './tls-facts.ts'
import { isExpiring, tokenLife } from './token-life.ts'

export interface Holding {
  readonly holds: boolean
  /** When it does not hold: the first part that is false. */
  readonly because: string
}

const yes: Holding = { holds: true, because: '' }
const no = (because: string): Holding => ({ holds: false, because })

/** Whether all parts of a condition hold; no condition always holds. Never throws. */
export function holds(condition: Condition | undefined, scope: Scope): Holding {
  if (condition === undefined) return yes
  const parts = [
    () => named(matrixOf(condition), scope.row, ''),
    () => named(condition.param ?? {}, scope.facts.parameters, 'parameter '),
    () => offered(condition, scope),
    () => answers(condition, scope),
    () => fetched(condition, scope),
  ]
  for (const part of parts) {
    const result = part()
    if (!result.holds) return result
  }
  return yes
}

function named(
  wanted: Readonly<Record<string, Scalars>>,
  actual: Readonly<Record<string, ParameterValue>>,
  label: string,
): Holding {
  for (const [name, value] of Object.entries(wanted)) {
    const values = listOf(value)
    const found = actual[name]
    if (!values.some((each) => each === found)) {
      return no(`${label}${name} is ${String(found)}, not ${values.join(' or ')}`)
    }
  }
  return yes
}

function offered(condition: Condition, scope: Scope): Holding {
  for (const name of condition.capability ?? []) {
    const fact = scope.facts.capabilities[name]
    if (!fact?.offered) return no(fact?.because ?? `${name} is not offered`)
  }
  for (const name of condition.lacks ?? []) {
    const fact = scope.facts.capabilities[name]
    if (fact?.offered) return no(`${name} is offered: ${fact.because}`)
  }
  for (const name of condition.omitted ?? []) {
    if (scope.facts.endpoints[name]?.omittedByMetadata !== true) return no(`no metadata document leaves ${name} out`)
  }
  return yes
}

function answers(condition: Condition, scope: Scope): Holding {
  for (const [name, pattern] of Object.entries(condition.answer ?? {})) {
    const step = name === 'this' ? (scope.step ?? '') : name
    if (!answerFits(step, pattern, scope))
      return no(`step "${step}" got a different answer (${summary(scope.exchange(step))})`)
  }
  return yes
}

function fetched(condition: Condition, scope: Scope): Holding {
  for (const [document, { times, ...window }] of Object.entries(condition.fetched ?? {})) {
    const count = scope.fetched?.(document, window).length ?? 0
    if (!fitsTimes(count, times)) return no(`the server asked ${count} times for the document "${document}"`)
  }
  return yes
}

/** Whether the recorded answer of a step fits the pattern. A step that was not sent fits only `sent: false`. */
export function answerFits(step: string, pattern: AnswerCondition, scope: Scope): boolean {
  const exchange = scope.exchange(step)
  if (exchange === undefined) return pattern.sent === false
  if (pattern.sent === false) return false
  // Who says nothing leaves nothing out.
  const isSilent = exchange.response === undefined
  if (isSilent && (pattern.lacks !== undefined || pattern.json !== undefined)) return false
  const answer = readAnswer(exchange)
  const status = answer.status ?? 0
  const among = <T>(wanted: T | readonly T[] | undefined, found: T) =>
    wanted === undefined || listOf(wanted).includes(found)
  if (!hasStatus(pattern.status, status) || !among(pattern.kind, answer.kind)) return false
  if (!among(pattern.media_type, answer.media ?? '') || !among(pattern.error, answer.error ?? '')) return false
  const isThere = (pointer: string) => at(answer.json, pointer) !== undefined
  if (!listOf(pattern.has ?? []).every(isThere) || listOf(pattern.lacks ?? []).some(isThere)) return false
  const fields = exchange.response?.headers ?? []
  if (listOf(pattern.headers ?? []).some((name) => headerValues(fields, name).length === 0)) return false
  if (pattern.challenge !== undefined && !isChallenged(fields, pattern.challenge)) return false
  if (!valuesFit(answer.json, pattern.json, scope) || !tlsFits(exchange, pattern, scope)) return false
  const isAboutJwt = pattern.claims !== undefined || pattern.jose !== undefined
  const jwt = isAboutJwt ? jwtIn(exchange) : undefined
  if (isAboutJwt && jwt === undefined) return false
  if (!valuesFit(jwt?.claims, pattern.claims, scope) || !valuesFit(jwt?.header, pattern.jose, scope)) return false
  return fitsOthers(step, exchange, pattern, scope)
}

const valuesFit = (found: Json | undefined, asked: AnswerCondition['json'], scope: Scope): boolean =>
  (asked ?? []).every(({ at: pointer, ...matchers }) =>
    heldBy(match(at(found, pointer), matchers, pointer, scope), matchers),
  )

/** Status 0 stands for no answer. */
const hasStatus = (wanted: AnswerCondition['status'], status: number): boolean =>
  wanted === undefined ||
  listOf(wanted).some(
    (each) => each === status || (typeof each === 'string' && each === `${Math.floor(status / 100)}xx`),
  )

const tlsFits = (exchange: Exchange, { tls = [] }: AnswerCondition, scope: Scope): boolean =>
  tls.every(({ fact, ...matchers }) => heldBy(match(tlsFact(exchange, fact), matchers, fact, scope), matchers))

/** A field that cannot be parsed offers no scheme. */
function isChallenged(fields: readonly HeaderField[], scheme: string): boolean {
  const challenges = parseChallenges(headerValues(fields, 'www-authenticate'))
  return challenges.ok && challenges.value.some((each) => each.scheme.toLowerCase() === scheme.toLowerCase())
}

/** In a condition an absent optional value fits: there is nothing about it that could be otherwise. */
const heldBy = ({ kind }: Match, { optional }: Matchers): boolean =>
  kind === 'holds' || (optional === true && kind === 'moot')

function fitsOthers(step: string, exchange: Exchange, pattern: AnswerCondition, scope: Scope): boolean {
  if (pattern.like !== undefined && !alike(exchange, scope.exchange(pattern.like))) return false
  if (pattern.unlike !== undefined && alike(exchange, scope.exchange(pattern.unlike))) return false
  if (pattern.grants !== undefined && grants(exchange) !== pattern.grants) return false
  if (pattern.expiring === undefined) return true
  const minted = scope.minted(step)
  const expiring = minted !== undefined && isExpiring(tokenLife(minted), clockOf(exchange), scope.facts)
  return expiring === pattern.expiring
}

/** 2xx with a usable access token (RFC 6749 section 5.1). */
export function grants(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0
  const token = at(readAnswer(exchange).json, '/access_token')
  return status >= 200 && status < 300 && typeof token === 'string' && token !== ''
}

function alike(one: Exchange, other: Exchange | undefined): boolean {
  if (other === undefined || one.response === undefined || other.response === undefined) return false
  return one.response.status === other.response.status && text(one) === text(other)
}

function text(exchange: Exchange): string {
  const body = exchange.response === undefined ? undefined : bodyText(exchange.response.body)
  return body?.ok ? body.value : ''
}

/** "400 invalid_grant", "200", "no answer": how messages name an answer. */
export function summary(exchange: Exchange | undefined): string {
  if (exchange === undefined) return 'not sent'
  if (exchange.failure !== undefined) return exchange.failure.message
  if (exchange.tls !== undefined) return tlsSummary(exchange.tls)
  const answer = readAnswer(exchange)
  const detail = answer.error ?? (answer.kind === 'json' ? '' : answer.kind)
  return `${answer.status ?? ''} ${detail}`.trim()
}
