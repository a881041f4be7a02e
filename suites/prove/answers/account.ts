import picomatch from 'picomatch'
import type { Allowance } from '../../model/allowance.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { CheckVerdict } from '../../model/verdict.ts'
import type { JudgedEvidence } from './incremental.ts'
import { type AnswerKindOf, kindOf } from './kinds.ts'
import { type Earlier, type Mutation, mutationsOf } from './mutate/index.ts'
import type { Representatives } from './representatives.ts'

/** What became of one mutation of a kind of answer. */
export type Result =
  /** A check fails or warns. */
  | { readonly kind: 'caught'; readonly check: string; readonly requirement: string; readonly verdict: 'fail' | 'warn' }
  | { readonly kind: 'allowed' | 'silent' | 'blocked'; readonly allowance: string }
  /** A check fails where a document is said to allow the answer. */
  | { readonly kind: 'contradiction'; readonly allowance: string; readonly check: string }
  /** `undecided`: a check that passed can no longer be decided, and no allowance says so. */
  | { readonly kind: 'unaccounted'; readonly undecided: boolean }

/** One line of the account. */
export interface Accounted {
  readonly run: string
  readonly answer: AnswerKindOf
  readonly place: string
  readonly change: string
  /** The exchange that was changed: the one in which it was seen, or the first. */
  readonly exchange: number
  readonly result: Result
}

interface Tried {
  readonly exchange: number
  readonly violated: CheckVerdict | undefined
  readonly blocked: boolean
}

/** Whether a mutation is to be tried. */
export type Chosen = (answer: AnswerKindOf, place: string, change: string) => boolean

/** Changes the answers of one kind in every way, and says of each change what became of it. */
export function accountFor(
  run: string,
  judged: JudgedEvidence,
  { chosen }: Representatives,
  allowances: readonly Allowance[],
  wanted: Chosen,
): readonly Accounted[] {
  const [first] = chosen
  const answer = first === undefined ? undefined : kindOf(first)
  if (answer === undefined) return []
  const tried = new Map<string, { readonly mutation: Mutation; readonly last: Tried }>()
  for (const exchange of chosen) {
    for (const mutation of mutationsOf(exchange, judged.evidence.secrets, before(exchange, judged))) {
      if (!wanted(answer, mutation.place, mutation.change)) continue
      const key = keyOf(mutation.place, mutation.change)
      const earlier = tried.get(key)?.last
      if (earlier?.violated !== undefined) continue
      const { violated, blocked } = judged.effectOf(mutation)
      const at = violated === undefined ? (earlier?.exchange ?? exchange.id) : exchange.id
      tried.set(key, { mutation, last: { exchange: at, violated, blocked: blocked || earlier?.blocked === true } })
    }
  }
  return [...tried.values()].map(({ mutation: { place, change }, last }) => ({
    run,
    answer,
    place,
    change,
    exchange: last.exchange,
    result: resultOf(
      last,
      allowances.filter((each) => covers(each, answer, place, change)),
    ),
  }))
}

/** Names a mutation of a kind of answer. */
export const keyOf = (place: string, change: string): string => JSON.stringify([place, change])

function resultOf({ violated, blocked }: Tried, allowances: readonly Allowance[]): Result {
  const fitting = allowances.find(({ kind }) => kind !== 'blocks' || blocked)
  if (violated !== undefined) {
    const check = checkOf(violated)
    const { kind } = violated.verdict
    const verdict = kind === 'warn' ? kind : 'fail'
    const free = allowances.find((each) => each.kind !== 'blocks')
    if (free !== undefined && verdict === 'fail')
      return { kind: 'contradiction', allowance: nameOfAllowance(free), check }
    return { kind: 'caught', check, requirement: violated.requirement ?? '', verdict }
  }
  if (fitting === undefined) return { kind: 'unaccounted', undecided: blocked }
  const kind = { free: 'allowed', silent: 'silent', blocks: 'blocked' } as const
  return { kind: kind[fitting.kind], allowance: nameOfAllowance(fitting) }
}

/** Without its row. */
const checkOf = ({ id }: CheckVerdict): string => id.replace(/\[[^\]]*\]/u, '')

/** Where the allowance stands. */
export const nameOfAllowance = ({ at }: Allowance): string => `${at.file}:${at.line}`

function covers(allowance: Allowance, answer: AnswerKindOf, place: string, change: string): boolean {
  const { operations, outcomes, changes } = allowance
  return (
    allowance.place === place &&
    (changes === 'any' || changes.includes(change)) &&
    operations.includes(answer.operation) &&
    (outcomes.length === 0 ||
      outcomes.some((glob) => glob === answer.outcome || picomatch.isMatch(answer.outcome, glob)))
  )
}

/** What the run had asked before: see Earlier. */
function before(exchange: Exchange, { evidence }: JudgedEvidence): Earlier {
  const earlier = evidence.exchanges.filter(
    (each) => each.id < exchange.id && each.operation === exchange.operation && each.response !== undefined,
  )
  const kind = JSON.stringify(kindOf(exchange))
  return {
    step: earlier.findLast(({ owner }) => owner === exchange.owner),
    run: earlier.findLast((each) => each.owner !== exchange.owner && JSON.stringify(kindOf(each)) === kind),
  }
}
