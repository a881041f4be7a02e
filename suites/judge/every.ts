import { listOf } from '../decode/list-of.ts'
import { answerFits, holds as conditionHolds } from '../language/condition.ts'
import type { Scope } from '../language/scope.ts'
import type { Exchange } from '../model/evidence.ts'
import type { Every } from '../model/language.ts'
import type { AnswerCondition, Check, Step } from '../model/scenario.ts'
import type { CheckVerdict, Verdict } from '../model/verdict.ts'
import { operations } from '../model/vocabulary.ts'
import { type StepContext, settle } from './check.ts'
import { unanswered } from './gate.ts'
import { isLegal } from './legal.ts'
import { neverShownTo } from './never-shown.ts'
import { judgeSubject } from './subjects/index.ts'
import type { Match } from './subjects/subject.ts'

export interface Sampled {
  readonly verdict: Verdict
  /** The exchange that decides: the first that shows a violation. */
  readonly exchange?: number
  /** Those that are named. */
  readonly samples: Pick<CheckVerdict, 'exchanges' | 'senders' | 'often'>
}

/** So many exchanges are named where many show the same. */
const named = 3

/** So many scenario rows are named that sent such requests: enough to see it once more. */
const namedSenders = 20

/**
 * Judges a check on every answer that it is about, whichever scenario asked for it. The answer to the check's own step plays no
 * part: an answer that came is there to be read. Controls count where the row is judged.
 */
export function judgeEvery(check: Check, every: Every, step: Step, context: StepContext): Sampled {
  const unknown = neverShownTo(check.when, context.never)
  if (unknown !== undefined) return { verdict: { kind: 'inconclusive', because: unknown }, samples: {} }
  const condition = conditionHolds(check.when, context.scope)
  if (!condition.holds) return { verdict: { kind: 'not-applicable', because: condition.because }, samples: {} }
  const judged = judgeAnswers(check, every, step, context)
  const shown = judged.flatMap(({ exchange, match }) => (match.kind === 'violated' ? [{ exchange, match }] : []))
  const decided = judged.filter(({ match }) => match.kind === 'holds' || match.kind === 'violated')
  const [first] = shown
  const ids = shown.slice(0, named).map(({ exchange }) => exchange.id)
  const senders = [...new Set(shown.flatMap(({ exchange }) => context.senderOf(exchange) ?? []))].slice(0, namedSenders)
  const match =
    first === undefined ? summed(judged, every, context) : told(first.match, shown.length, ids, decided.length)
  const exchange = (first ?? decided[0])?.exchange.id
  return {
    verdict: settle(match, check, step, context),
    ...(exchange === undefined ? {} : { exchange }),
    samples: {
      ...(ids.length === 0 ? {} : { exchanges: ids }),
      ...(senders.length === 0 ? {} : { senders }),
      // A request that has to succeed may fail under load; what an answer holds does not depend on that.
      ...(ids.length > 1 && every.legal !== true && every.owed !== true ? { often: true } : {}),
    },
  }
}

interface JudgedAnswer {
  readonly exchange: Exchange
  readonly match: Match
}

/** What is found in each answer that the check is about. They share a scope, in which `this` is the answer at hand: there are thousands. */
function judgeAnswers(check: Check, every: Every, step: Step, context: StepContext): readonly JudgedAnswer[] {
  const { scope, validate } = context
  let current: Exchange | undefined
  const here: Scope = { ...scope, step: step.id, exchange: (id) => (id === step.id ? current : undefined) }
  let exchanges = answersTo(every.operation, context.answers)
  for (const part of partsOf(every)) {
    exchanges = narrowed(exchanges, part, (exchange) => {
      current = exchange
      return answerFits(step.id, part.pattern, here)
    })
  }
  return exchanges
    .filter((exchange) => isAsked(exchange, every, context))
    .map((exchange) => {
      current = exchange
      return { exchange, match: judgeSubject(check, { exchange, scope: here, validate }) }
    })
}

/** One thing that a pattern asks of an answer. */
interface Part {
  readonly pattern: AnswerCondition
  /** Two parts of one name ask the same. */
  readonly name: string
  /** Whether the row that asks plays a part, or what evidence says of secrets. */
  readonly ofRow: boolean
}

const ofRow = /"\$|"(?:like|unlike|expiring|min_bits|min_length|charset)":/u

/** What many checks ask, first: hundreds of checks ask for few kinds of answers, and in this order most of their questions have been answered before. */
const oftenAsked: readonly string[] = ['grants', 'status', 'kind', 'has']

function partsOf(every: Every): readonly Part[] {
  const known = parts.get(every) ?? split(every.answer)
  parts.set(every, known)
  return known
}

const parts = new WeakMap<Every, readonly Part[]>()

function split(answer: AnswerCondition): readonly Part[] {
  const rank = (key: string): number => (oftenAsked.includes(key) ? oftenAsked.indexOf(key) : oftenAsked.length)
  const split = Object.entries(answer).toSorted(([one], [other]) => rank(one) - rank(other))
  const all = split.map(([key, value]): Part => {
    const pattern = { [key]: value }
    const name = JSON.stringify(pattern)
    return { pattern, name, ofRow: ofRow.test(name) }
  })
  return [...all.filter((part) => !part.ofRow), ...all.filter((part) => part.ofRow)]
}

function narrowed(
  answers: readonly Exchange[],
  { name, ofRow }: Part,
  fits: (exchange: Exchange) => boolean,
): readonly Exchange[] {
  if (ofRow) return answers.filter(fits)
  const known = narrower.get(answers) ?? new Map<string, readonly Exchange[]>()
  const found = known.get(name) ?? answers.filter(fits)
  narrower.set(answers, known.set(name, found))
  return found
}

/** Of these answers, those that fit a part. */
const narrower = new WeakMap<readonly Exchange[], Map<string, readonly Exchange[]>>()

const oauth = operations.filter((each) => each !== 'http')

/** The answers to these operations. What is asked by http is no OAuth answer: only who names it means it. */
function answersTo(operation: Every['operation'], answers: readonly Exchange[]): readonly Exchange[] {
  const wanted = listOf(operation ?? oauth)
  const known = answered.get(answers) ?? new Map<string, readonly Exchange[]>()
  const name = wanted.join()
  const found = known.get(name) ?? answers.filter((each) => each.response && wanted.includes(each.operation))
  answered.set(answers, known.set(name, found))
  return found
}

/** Why nothing is known of the answers to these operations: they were asked for, and not one came. One of many that did not come leaves what is said of those that did. */
function lostOf(operation: Every['operation'], answers: readonly Exchange[]): string | undefined {
  const wanted = listOf(operation ?? oauth)
  const asked = answers.filter((each) => wanted.includes(each.operation))
  return asked.some(({ response }) => response) ? undefined : asked.map(unanswered).find((because) => because)
}

/** All scenarios ask for the answers to the same few operations. */
const answered = new WeakMap<readonly Exchange[], Map<string, readonly Exchange[]>>()

/** Whether the request is one of those whose answers are looked at. */
function isAsked(exchange: Exchange, { legal, owed }: Every, context: StepContext): boolean {
  if (owed === true && !context.owed().has(exchange.id)) return false
  return legal !== true || isLegal(exchange, context.specs)
}

type Violation = Extract<Match, { kind: 'violated' }>

/** One answer speaks for itself; of several it is said how many, and where the first ones are. */
function told(match: Violation, shown: number, ids: readonly number[], judged: number): Match {
  if (judged === 1) return match
  const more = shown > named ? ', ...' : ''
  const where = `exchange${ids.length > 1 ? 's' : ''} ${ids.join(', ')}${more}`
  return { ...match, observed: `${match.observed} (${shown} of ${judged} answers: ${where})` }
}

/** No answer violates it: it holds if one of them says so, and is undecided before it is moot. */
function summed(judged: readonly JudgedAnswer[], every: Every, context: StepContext): Match {
  for (const kind of ['holds', 'undecided', 'moot'] as const) {
    const found = judged.find(({ match }) => match.kind === kind)
    if (found !== undefined) return found.match
  }
  if (context.further) return { kind: 'undecided', because: 'no answer of this kind came in it' }
  const lost = lostOf(every.operation, context.answers)
  return lost === undefined
    ? { kind: 'moot', because: 'no answer of this run is of this kind' }
    : { kind: 'undecided', because: `no answer of this kind came: ${lost}` }
}
