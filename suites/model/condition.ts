import type { Scalar } from './json.ts'
import type { Matchers } from './matchers.ts'
import type { AnswerKind, Capability, EndpointName } from './vocabulary.ts'

/** All present members must hold. */
export interface Condition {
  readonly matrix?: Readonly<Record<string, readonly Scalar[]>>
  readonly capability?: readonly Capability[]
  readonly lacks?: readonly Capability[]
  /** A metadata document was found, and it does not name these endpoints. */
  readonly omitted?: readonly EndpointName[]
  readonly param?: Readonly<Record<string, readonly Scalar[]>>
  /** By step id; `this` is the check's own step. */
  readonly answer?: Readonly<Record<string, AnswerCondition>>
}

/** A pattern over the recorded answer of one step. All present members must hold. */
export interface AnswerCondition {
  /** False: the step was not sent (its condition was false or its endpoint is not offered). */
  readonly sent?: boolean
  readonly status?: readonly number[]
  readonly kind?: readonly AnswerKind[]
  /** The value of the body's `error` member. */
  readonly error?: readonly string[]
  /** JSON Pointers that must be there / must not be there. */
  readonly has?: readonly string[]
  readonly lacks?: readonly string[]
  /** Names of header fields that the answer must have. */
  readonly headers?: readonly string[]
  readonly json?: readonly ({ readonly at: string } & Matchers)[]
  /** Same status and same body as that step's answer. */
  readonly like?: string
  readonly unlike?: string
  /** The token that the step's `live` names had less than the margin left when the answer came. */
  readonly expiring?: boolean
  /** Status is 2xx and the body has a non-empty string access_token. */
  readonly grants?: boolean
}
