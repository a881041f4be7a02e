import type { WrittenImplication, WrittenRule } from './language.ts'
import type { Source } from './source.ts'
import type { FindingClass } from './vocabulary.ts'

export type { FindingSelector } from './language.ts'
export { type FindingClass, findingClasses } from './vocabulary.ts'

/** One kind of root cause (specs/findings): which failed checks it explains, and what a person who runs the server reads about it. */
export type FindingRule = WrittenRule & { readonly class: FindingClass; readonly at: Source }

/** What follows from a fault. */
export type Implication = WrittenImplication & { readonly at: Source }

/** All findings files together. */
export interface FindingSpecs {
  /** In the order in which they are tried. */
  readonly rules: readonly FindingRule[]
  readonly implications: readonly Implication[]
}
