import type { Condition } from './condition.ts'
import type { Expression } from './expression.ts'
import type { Scalar } from './json.ts'
import type { RequestSpec } from './request.ts'
import type { Source } from './source.ts'
import type { Subject } from './subject.ts'
import type { Capability, Operation } from './vocabulary.ts'

// The parts of a scenario, a file each; who reads scenarios finds all of them here.
export type * from './condition.ts'
export type * from './expression.ts'
export type * from './matchers.ts'
export type * from './request.ts'
export type * from './subject.ts'

export type ScenarioKind = 'conformance' | 'negative' | 'limitation' | 'observation'

/** One value of each matrix key. */
export type Row = Readonly<Record<string, Scalar>>

export interface Scenario {
  readonly id: string
  readonly title: string
  readonly kind: ScenarioKind
  /** Which alternatives the document leaves open and how the checks allow them; `explain` shows it. */
  readonly about?: string
  readonly needs: readonly Capability[]
  readonly matrix: Readonly<Record<string, readonly Scalar[]>>
  /** Name of a client template of the profile. */
  readonly client?: string
  readonly second?: string
  /** True: registers clients of its own, because it changes or endangers them. */
  readonly fresh: boolean
  readonly steps: readonly Step[]
  readonly at: Source
}

/** One operation, one exchange (polls and retries repeat it; the last one counts). */
export interface Step {
  readonly id: string
  /** True: must succeed for the negatives beside it to mean anything. */
  readonly control: boolean
  readonly operation: Operation
  readonly request: RequestSpec
  /** False: the step is not sent. */
  readonly when?: Condition
  readonly poll?: Poll
  /** Id of the step that minted the token used here: re-minted once when its remaining life falls below the margin. */
  readonly live?: string
  readonly expect: readonly Check[]
  readonly at: Source
}

/** Repeats a step every `every` seconds until `until` holds or `for` seconds have passed. */
export interface Poll {
  readonly until: Condition
  readonly for: Expression
  readonly every: number
}

/** One assertion, citing one requirement. Only a control's checks may cite none. */
export interface Check {
  /** Unique within the step. */
  readonly name: string
  readonly requirement?: string
  readonly when?: Condition
  readonly subject: Subject
  /** What to do next when it fails, for somebody who never read the RFC. */
  readonly hint?: string
  readonly at: Source
}
