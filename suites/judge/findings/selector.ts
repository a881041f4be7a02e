import { readAnswer } from '../../decode/answer.ts'
import { headerValues } from '../../decode/exchange-fields.ts'
import { isObject } from '../../decode/json.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { FindingSelector } from '../../model/finding.ts'
import type { CheckVerdict, Verdict } from '../../model/verdict.ts'
import { fitterOf } from '../../plan/glob.ts'
import type { Violation } from '../violation.ts'

/** A check that failed or warned, or was not decided for a reason that only the whole run shows, with what a selector may look at. */
export interface Item {
  readonly check: CheckVerdict
  readonly verdict: Violation | Extract<Verdict, { readonly kind: 'inconclusive' }>
  /** "scenario:step:name", without the row. */
  readonly place: string
  readonly exchange: Exchange | undefined
  /** It is about a rule of the user's own. */
  readonly houseRule: boolean
}

/** Whether the check is one of those that the selector means: all its keys apply. What a rule of the user's own asks is told in the user's words, unless the selector names that rule. */
export function selects(selector: FindingSelector, item: Item): boolean {
  const { check, verdict, place } = item
  return (
    (!item.houseRule || selector.requirement !== undefined || selector.history !== undefined) &&
    selector.history === (verdict.kind === 'inconclusive' ? verdict.history : undefined) &&
    fits(selector.check, place) &&
    fits(selector.requirement, check.requirement ?? '') &&
    selectsAnswer(selector, item)
  )
}

function selectsAnswer(selector: FindingSelector, { exchange }: Item): boolean {
  const { status, body, lacks, error, issued, operation, defect, has = [], without = [], member = {} } = selector
  const answer = readAnswer(exchange)
  return (
    (operation === undefined || (exchange !== undefined && operation.includes(exchange.operation))) &&
    (status === undefined || status.some((each) => ofStatus(each, answer.status))) &&
    (body === undefined || body.includes(answer.kind)) &&
    (lacks === undefined || isAbsent(lacks, exchange)) &&
    (defect === undefined || (exchange?.defect !== undefined && defect.includes(exchange.defect))) &&
    (error === undefined || (answer.error !== undefined && fits(error, answer.error))) &&
    has.every((name) => isThere(name, exchange)) &&
    (without.length === 0 || isObject(answer.json)) &&
    !without.some((name) => isThere(name, exchange)) &&
    Object.entries(member).every(([name, value]) => isObject(answer.json) && answer.json[name] === value) &&
    (issued === undefined || issued === issuesToken(exchange))
  )
}

const isAbsent = (name: string, exchange: Exchange | undefined): boolean =>
  exchange?.response !== undefined && headerValues(exchange.response.headers, name).length === 0

const ofStatus = (wanted: number | string, status: number | undefined): boolean =>
  status !== undefined && (wanted === status || wanted === `${Math.floor(status / 100)}xx`)

/** A member without a value says nothing. */
function isThere(name: string, exchange: Exchange | undefined): boolean {
  const { json } = readAnswer(exchange)
  return isObject(json) && Object.hasOwn(json, name) && json[name] !== null && json[name] !== ''
}

/** A client that reads this answer has a token, whatever else is wrong with it. */
function issuesToken(exchange: Exchange | undefined): boolean {
  const { status = 0, json } = readAnswer(exchange)
  return status >= 200 && status < 300 && isObject(json) && typeof json.access_token === 'string'
}

const fits = (globs: readonly string[] | undefined, text: string): boolean =>
  globs === undefined || globs.some((glob) => glob === text || fitterOf(glob)(text))
