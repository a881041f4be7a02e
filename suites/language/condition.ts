import { type Answer, clockOf, headerValues, readAnswer } from '../decode/answer.ts'
import { bodyText } from '../decode/body.ts'
import { parseChallenges } from '../decode/challenge.ts'
import { listOf } from '../decode/list-of.ts'
import { at } from '../decode/pointer.ts'
import type { Exchange, HeaderField } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { JsonValue, ParameterValue, Scalars, TlsExpectation } from '../model/language.ts'
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

/** An answer that is looked at. */
interface Looked {
  readonly step: string
  readonly exchange: Exchange
  readonly answer: Answer
  readonly fields: readonly HeaderField[]
  readonly scope: Scope
}

type Test = (looked: Looked) => boolean

/** Whether the recorded answer of a step fits the pattern. A step that was not sent fits only `sent: false`. */
export function answerFits(step: string, pattern: AnswerCondition, scope: Scope): boolean {
  const exchange = scope.exchange(step)
  if (exchange === undefined) return pattern.sent === false
  const fields = exchange.response?.headers ?? []
  const looked = { step, exchange, answer: readAnswer(exchange), fields, scope }
  return testsIn(pattern).every((test) => test(looked))
}

function testsIn(pattern: AnswerCondition): readonly Test[] {
  const known = tests.get(pattern) ?? toTests(pattern)
  tests.set(pattern, known)
  return known
}

/** There are hundreds of patterns and a thousand answers, and a pattern asks one thing or two. */
const tests = new WeakMap<AnswerCondition, readonly Test[]>()

/** What a pattern asks, in the order in which it is looked at: other steps last. */
function toTests(pattern: AnswerCondition): readonly Test[] {
  const made: Test[] = []
  const add = <T>(wanted: T | undefined, test: (wanted: T, looked: Looked) => boolean): void => {
    if (wanted !== undefined) made.push((looked) => test(wanted, looked))
  }
  const among = <T>(wanted: T | readonly T[], found: T): boolean => listOf(wanted).includes(found)
  const isThere = ({ answer }: Looked, pointer: string): boolean => at(answer.json, pointer) !== undefined
  add(pattern.sent, (sent) => sent)
  // Who says nothing leaves nothing out.
  add(pattern.lacks ?? pattern.json, (_, { exchange }) => exchange.response !== undefined)
  add(pattern.status, (status, { answer }) => hasStatus(status, answer.status ?? 0))
  add(pattern.kind, (kind, { answer }) => among(kind, answer.kind))
  add(pattern.media_type, (type, { answer }) => among(type, answer.media ?? ''))
  add(pattern.error, (error, { answer }) => among(error, answer.error ?? ''))
  add(pattern.has, (pointers, looked) => listOf(pointers).every((pointer) => isThere(looked, pointer)))
  add(pattern.lacks, (pointers, looked) => !listOf(pointers).some((pointer) => isThere(looked, pointer)))
  add(pattern.headers, (names, { fields }) => listOf(names).every((name) => headerValues(fields, name).length > 0))
  add(pattern.challenge, (scheme, { fields }) => isChallenged(fields, scheme))
  add(pattern.json, (asked, { answer, scope }) => valuesFit(answer.json, asked, scope))
  add(pattern.tls, (asked, { exchange, scope }) => tlsFits(exchange, asked, scope))
  add(pattern.claims ?? pattern.jose, (_, { exchange }) => jwtIn(exchange) !== undefined)
  add(pattern.claims, (asked, { exchange, scope }) => valuesFit(jwtIn(exchange)?.claims, asked, scope))
  add(pattern.jose, (asked, { exchange, scope }) => valuesFit(jwtIn(exchange)?.header, asked, scope))
  add(pattern.like, (step, { exchange, scope }) => alike(exchange, scope.exchange(step)))
  add(pattern.unlike, (step, { exchange, scope }) => !alike(exchange, scope.exchange(step)))
  add(pattern.grants, (wanted, { exchange }) => grants(exchange) === wanted)
  add(pattern.expiring, (wanted, { step, exchange, scope }) => {
    const minted = scope.minted(step)
    return (minted !== undefined && isExpiring(tokenLife(minted), clockOf(exchange), scope.facts)) === wanted
  })
  return made
}

const valuesFit = (found: Json | undefined, asked: readonly JsonValue[], scope: Scope): boolean =>
  asked.every((each) => heldBy(match(at(found, each.at), each, each.at, scope), each))

/** Status 0 stands for no answer. */
const hasStatus = (wanted: NonNullable<AnswerCondition['status']>, status: number): boolean =>
  listOf(wanted).some(
    (each) => each === status || (typeof each === 'string' && each === `${Math.floor(status / 100)}xx`),
  )

const tlsFits = (exchange: Exchange, asked: readonly TlsExpectation[], scope: Scope): boolean =>
  asked.every((each) => heldBy(match(tlsFact(exchange, each.fact), each, each.fact, scope), each))

/** A field that cannot be parsed offers no scheme. */
function isChallenged(fields: readonly HeaderField[], scheme: string): boolean {
  const challenges = parseChallenges(headerValues(fields, 'www-authenticate'))
  return challenges.ok && challenges.value.some((each) => each.scheme.toLowerCase() === scheme.toLowerCase())
}

/** In a condition an absent optional value fits: there is nothing about it that could be otherwise. */
const heldBy = ({ kind }: Match, { optional }: Matchers): boolean =>
  kind === 'holds' || (optional === true && kind === 'moot')

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
