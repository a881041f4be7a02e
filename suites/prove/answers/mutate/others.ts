import type { Exchange } from '../../../model/evidence.ts'
import { answered, type Mutation } from './mutation.ts'

/** What came before it: the answers to earlier steps of the same operation. */
export interface Earlier {
  /** The last one of the same row. */
  readonly step: Exchange | undefined
  /** The last one of another row that is of the same kind. */
  readonly run: Exchange | undefined
}

/** The answer of an earlier step in its place, and the two swapped. */
export function otherAnswers(exchange: Exchange, { step, run }: Earlier): readonly Mutation[] {
  return [
    ...(step === undefined ? [] : [stale('answer of an earlier step', exchange, step), swapped(exchange, step)]),
    ...(run === undefined ? [] : [stale('answer to another client or scenario', exchange, run)]),
  ].flat()
}

function stale(change: string, exchange: Exchange, { response }: Exchange): readonly Mutation[] {
  if (response === undefined) return []
  const { status, headers, body } = response
  return [{ place: 'answer', change, exchanges: answered(exchange, { status, headers, body }) }]
}

function swapped(exchange: Exchange, other: Exchange): readonly Mutation[] {
  if (exchange.response === undefined || other.response === undefined) return []
  const { status, headers, body } = exchange.response
  const exchanges = [...(stale('', exchange, other)[0]?.exchanges ?? []), ...answered(other, { status, headers, body })]
  return [{ place: 'answer', change: 'swapped with an earlier step', exchanges }]
}
