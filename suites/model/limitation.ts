import type { DecisionTable } from './language.ts'
import type { Scenario } from './scenario.ts'
import type { LimitationId } from './vocabulary.ts'

export type { DecisionRow, DecisionTable, Grade, Outcome } from './language.ts'
export { type LimitationId, limitationIds } from './vocabulary.ts'

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
