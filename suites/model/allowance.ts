import type { Source } from './source.ts'
import type { Operation } from './vocabulary.ts'

/** A sentence of a document that lets an answer be otherwise. */
export interface Allowance {
  readonly operations: readonly Operation[]
  /** Globs of outcomes, such as "4*". Empty: all. */
  readonly outcomes: readonly string[]
  readonly place: string
  readonly changes: readonly string[] | 'any'
  readonly source: string
  readonly section: string
  readonly because: string
  /** free: the changed answer is as good. silent: no document says anything of it, and it does not matter. blocks: nothing can be known then. */
  readonly kind: 'free' | 'silent' | 'blocks'
  readonly at: Source
}
