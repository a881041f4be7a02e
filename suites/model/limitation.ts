import type { Condition, Scenario } from './scenario.ts'
import type { Source } from './source.ts'

export const limitationIds = ['refresh', 'revocation', 'introspection'] as const
export type LimitationId = (typeof limitationIds)[number]

export type Outcome = 'upheld' | 'violated' | 'inconclusive'
export type Grade = 'strong' | 'weak'

/** A decision table: probes and controls as steps, then per probe an ordered list of rows; the first that matches decides. */
export interface Limitation {
  readonly id: LimitationId
  readonly title: string
  readonly statement: string
  readonly requirement: string
  /** The steps, as a scenario of kind `limitation`. */
  readonly scenario: Scenario
  /** The worst table's outcome is the limitation's outcome (violated, then inconclusive, then upheld). */
  readonly tables: readonly DecisionTable[]
}

export interface DecisionTable {
  /** Name of what is looked at, such as "R1". */
  readonly probe: string
  readonly title: string
  /** False: the table says nothing (an optional probe was not needed). */
  readonly when?: Condition
  readonly rows: readonly DecisionRow[]
  readonly at: Source
}

export interface DecisionRow {
  /** Absent: matches always (the last row). */
  readonly when?: Condition
  readonly outcome: Outcome
  readonly grade?: Grade
  /** How the answer stands to the RFC; orthogonal to the outcome. */
  readonly rfc: 'ok' | 'deviation' | 'violation'
  readonly because: string
  /** Something a reader must know beside the outcome. */
  readonly finding?: string
  readonly at: Source
}
