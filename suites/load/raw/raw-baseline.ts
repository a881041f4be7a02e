import type { LimitationId } from '../../model/limitation.ts'

/** A baseline file as written, once specs/schemas/baseline.schema.json has accepted it. */
export interface RawBaseline {
  readonly baseline: string
  readonly entries: readonly RawBaselineEntry[]
}

interface RawBaselineEntry {
  /** One of the three is there. */
  readonly check?: string
  readonly requirement?: string
  readonly limitation?: LimitationId
  readonly reason: string
  readonly owner: string
  readonly reviewBy: string
}
