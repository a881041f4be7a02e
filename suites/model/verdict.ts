import type { Level } from './requirement.ts'
import type { Row } from './scenario.ts'
import type { Source } from './source.ts'

export const verdictKinds = ['pass', 'fail', 'warn', 'inconclusive', 'not-applicable', 'error'] as const
export type VerdictKind = (typeof verdictKinds)[number]

/** What one check concluded. Each case carries exactly what a reader needs next. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail' | 'warn'; readonly expected: string; readonly observed: string }
  /** It applies but could not be decided: the blocker. `lead`: the name of the check of the same step that tells of it, where one does. */
  | { readonly kind: 'inconclusive'; readonly because: string; readonly lead?: string }
  /** Its condition is false: the evidence for that. */
  | { readonly kind: 'not-applicable'; readonly because: string; readonly observed?: string }
  /** Our own fault. */
  | { readonly kind: 'error'; readonly because: string }

export interface CheckVerdict {
  /** "token/invalid-client[client_secret_basic,wrong_secret]:refused:error-member" */
  readonly id: string
  /** Absent on a control's own checks. */
  readonly requirement?: string
  readonly level?: Level
  readonly verdict: Verdict
  readonly step: string
  /** Id of the deciding exchange. */
  readonly exchange?: number
  readonly hint?: string
  readonly at: Source
}

export interface ScenarioVerdict {
  readonly id: string
  readonly scenario: string
  readonly title: string
  readonly row: Row
  readonly kind: VerdictKind
  readonly because?: string
  readonly checks: readonly CheckVerdict[]
}
