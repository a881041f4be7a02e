import type { Grade, LimitationId, Outcome } from '../../model/limitation.ts'
import type { Capability } from '../../model/vocabulary.ts'
import type { RawCondition, RawStep } from './raw-scenario.ts'

/** A limitation file as written, once specs/schemas/limitation.schema.json has accepted it. */
export interface RawLimitation {
  readonly limitation: LimitationId
  readonly title: string
  readonly statement: string
  readonly about?: string
  readonly requirement: string
  readonly needs?: readonly Capability[]
  readonly client?: string
  readonly second?: string
  readonly fresh?: boolean
  readonly steps: readonly RawStep[]
  readonly tables: readonly RawTable[]
}

export interface RawTable {
  readonly probe: string
  readonly title: string
  readonly when?: RawCondition
  readonly rows: readonly RawRow[]
}

export interface RawRow {
  readonly when?: RawCondition
  readonly outcome: Outcome
  readonly grade?: Grade
  readonly rfc: 'ok' | 'deviation' | 'violation'
  readonly because: string
  readonly finding?: string
}
