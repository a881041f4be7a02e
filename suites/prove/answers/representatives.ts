import { readAnswer } from '../../decode/answer.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { JudgedEvidence } from './incremental.ts'
import { kindOf, nameOf } from './kinds.ts'
import { placesIn } from './mutate/members.ts'

/** So many answers of a kind are changed for what checks read in them, in each run; more only where they have members or header fields that these do not have. */
const most = 6

/** The answers of one kind in one run. */
export interface Representatives {
  readonly name: string
  /** Those that are changed, the one that most checks read first. */
  readonly chosen: readonly Exchange[]
  /** How many answers of the kind the run has. */
  readonly of: number
}

/**
 * Chooses which answers of each kind are changed: each next one is the answer that adds most, of checks that read it and pass, and of members that no other has. What adds nothing is
 * left out: no check that has not had its chance would see it.
 */
export function representativesOf({ evidence, readBy }: JudgedEvidence): readonly Representatives[] {
  const kinds = new Map<string, Exchange[]>()
  // The order in which rows were run differs from run to run; what is chosen must not.
  const inOrder = evidence.exchanges.toSorted((one, other) => (roleOf(one) < roleOf(other) ? -1 : 1))
  for (const exchange of inOrder) {
    const kind = kindOf(exchange)
    if (kind !== undefined) kinds.set(nameOf(kind), [...(kinds.get(nameOf(kind)) ?? []), exchange])
  }
  return [...kinds].map(([name, exchanges]) => ({ name, chosen: choose(exchanges, readBy), of: exchanges.length }))
}

const roleOf = ({ owner, step, id }: Exchange): string => `${owner} ${step} ${String(id).padStart(6, '0')}`

function choose(exchanges: readonly Exchange[], readBy: JudgedEvidence['readBy']): readonly Exchange[] {
  const left = new Map(exchanges.map((each) => [each, new Set([...readBy(each), ...membersOf(each)])]))
  const chosen: Exchange[] = []
  for (;;) {
    if (chosen.length === most)
      for (const adds of left.values()) for (const each of adds) if (!isPlace(each)) adds.delete(each)
    const [best] = [...left].toSorted(([, one], [, other]) => other.size - one.size)
    if (best === undefined || (best[1].size === 0 && chosen.length > 0)) break
    const [exchange, adds] = best
    chosen.push(exchange)
    left.delete(exchange)
    for (const others of left.values()) for (const each of adds) others.delete(each)
  }
  return chosen
}

const isPlace = (name: string): boolean => name.startsWith('member ') || name.startsWith('header ')

const membersOf = (exchange: Exchange): readonly string[] => [
  ...placesIn(readAnswer(exchange).json ?? null).map(({ pointer }) => `member ${pointer}`),
  ...(exchange.response?.headers ?? []).map(([name]) => `header ${name.toLowerCase()}`),
]
