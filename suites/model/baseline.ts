import type { Source } from './source.ts'

/** Failures that are known and tolerated until a day. */
export interface Baseline {
  readonly file: string
  readonly entries: readonly BaselineEntry[]
}

export interface BaselineEntry {
  readonly kind: 'check' | 'requirement' | 'limitation'
  readonly id: string
  readonly reason: string
  readonly owner: string
  /** Last day on which the entry counts, YYYY-MM-DD. */
  readonly reviewBy: string
  readonly at: Source
}
