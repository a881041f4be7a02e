import type { Level } from './requirement.ts'
import type { Row } from './scenario.ts'
import type { Source } from './source.ts'
import type { History } from './vocabulary.ts'

export const verdictKinds = ['pass', 'fail', 'warn', 'inconclusive', 'not-applicable', 'error'] as const
export type VerdictKind = (typeof verdictKinds)[number]

/** What one check concluded. Each case carries exactly what a reader needs next. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail' | 'warn'; readonly expected: string; readonly observed: string }
  /** It applies but could not be decided: the blocker. */
  | {
      readonly kind: 'inconclusive'
      readonly because: string
      /** The name of the check of the same step that tells of it, where one does. */
      readonly lead?: string
      /** What the run as a whole has shown, where that is the blocker. */
      readonly history?: History
      /** Of a violation that was not seen twice. */
      readonly expected?: string
      readonly observed?: string
    }
  /** Its condition is false: the evidence for that. */
  | { readonly kind: 'not-applicable'; readonly because: string; readonly observed?: string }
  /** Our own fault. */
  | { readonly kind: 'error'; readonly because: string }

/** A check, before anything is said of it. */
interface CheckPlace {
  /** "token/invalid-client[client_secret_basic,wrong_secret]:refused:error-member" */
  readonly id: string
  /** Absent on a control's own checks. */
  readonly requirement?: string
  readonly level?: Level
  readonly step: string
  /** Id of the deciding exchange. */
  readonly exchange?: number
  /** Of a check on every answer of the run: the first ones that violate it. */
  readonly exchanges?: readonly number[]
  /** Of a check on every answer of the run: the scenario rows (20 at most) whose requests got an answer that violates it. */
  readonly senders?: readonly string[]
  /** What to do next. */
  readonly hint?: string
  readonly at: Source
}

export interface CheckVerdict extends CheckPlace {
  readonly verdict: Verdict
  /** Several answers violate it, each of which stands for itself: no second attempt has to show another. */
  readonly often?: true
}

/** The verdict of a check in a report: without cases, as JSON has it. */
export interface CheckReport extends CheckPlace {
  readonly verdict: VerdictKind
  readonly expected?: string
  readonly observed?: string
  readonly because?: string
}

interface Judged<Check> {
  readonly id: string
  readonly title: string
  readonly row: Row
  readonly verdict: VerdictKind
  readonly because?: string
  readonly checks: readonly Check[]
}

export interface ScenarioVerdict extends Judged<CheckVerdict> {
  readonly scenario: string
}

export type ScenarioReport = Judged<CheckReport>
