import type { TargetFacts } from './evidence.ts'
import type { Limitation } from './limitation.ts'
import type { Profile } from './profile.ts'
import type { Row, Scenario } from './scenario.ts'

/** Profile x target x capabilities: what will be run, and why the rest is not applicable. */
export interface Plan {
  readonly profile: Profile
  readonly facts: TargetFacts
  readonly rows: readonly PlannedRow[]
  /** In the order of the profile. Sent one after the other. */
  readonly limitations: readonly PlannedLimitation[]
}

export interface PlannedRow {
  /** "token/invalid-client[client_secret_basic,wrong_secret]" */
  readonly id: string
  readonly scenario: Scenario
  readonly row: Row
  readonly applies: Applicability
  /** `registered`: those that were registered, although the target file names a client. `own`: registered for this row. `served`: that of the target file whose keys the run serves. */
  readonly clients: 'shared' | 'registered' | 'own' | 'served'
}

export interface PlannedLimitation {
  readonly limitation: Limitation
  readonly row: PlannedRow
}

export type Applicability =
  | { readonly kind: 'run' }
  | { readonly kind: 'not-applicable'; readonly because: string }
  /** Excluded by --only or --skip: not reported. */
  | { readonly kind: 'deselected' }
