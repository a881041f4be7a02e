import type { Scalar } from './json.ts'
import type {
  AllowedRefusal,
  Condition,
  HostedDocument,
  MatrixValues,
  Poll,
  RequestSpec,
  ScenarioKind,
  TlsSpec,
  Wait,
  WrittenCheck,
} from './language.ts'
import type { Source } from './source.ts'
import type { Capability, Operation } from './vocabulary.ts'

// What stands in scenario files as it is written; who reads scenarios finds all of it here.
export type * from './expression.ts'
export type {
  AnswerCondition,
  AssertionSpec,
  AuthSpec,
  Condition,
  ProofSpec,
  RequestSpec,
  ScenarioKind,
} from './language.ts'

/** One value of each matrix key. */
export type Row = Readonly<Record<string, Scalar>>

export interface Scenario {
  readonly id: string
  readonly title: string
  readonly kind: ScenarioKind
  readonly about?: string
  readonly needs: readonly Capability[]
  readonly tags?: readonly string[]
  readonly matrix: Readonly<Record<string, MatrixValues>>
  /** Name of a client template of the profile. */
  readonly client?: string
  readonly second?: string
  readonly fresh: boolean
  /** What the run serves while a row runs. */
  readonly host?: readonly HostedDocument[]
  /** Legal requests that the server may refuse. */
  readonly allows?: readonly AllowedRefusal[]
  readonly steps: readonly Step[]
  readonly at: Source
}

/** One operation, one exchange (polls and retries repeat it; the last one counts). */
export interface Step {
  readonly id: string
  /** True: must succeed for the negatives beside it to mean anything. */
  readonly control: boolean
  /** True: a request that a client may make, in a scenario about what has to be refused. */
  readonly legal?: true
  readonly operation: Operation
  readonly request: RequestSpec
  /** Of the operation `tls`, which sends no request. */
  readonly tls?: TlsSpec
  readonly when?: Condition
  /** What hosted documents are from now on. */
  readonly serve?: readonly HostedDocument[]
  readonly wait?: Wait
  readonly poll?: Poll
  readonly live?: string
  readonly expect: readonly Check[]
}

/** A check as it is written, by a name that is unique within its step. */
export type Check = WrittenCheck & { readonly name: string; readonly at: Source }
