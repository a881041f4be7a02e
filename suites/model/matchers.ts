import type { Expression } from './expression.ts'
import type { Charset, Format, ValueType } from './vocabulary.ts'

/** All present keys must hold. Strictly typed: a number never equals a string. */
export interface Matchers {
  readonly equals?: Expression
  readonly notEquals?: Expression
  readonly oneOf?: readonly Expression[]
  readonly noneOf?: readonly Expression[]
  readonly type?: readonly ValueType[]
  readonly matches?: string
  readonly present?: true
  readonly absent?: true
  /** An array, or a space-delimited string, that has this member. */
  readonly contains?: Expression
  readonly min?: number
  readonly max?: number
  /** Estimated entropy: length times log2 of the alphabet seen. */
  readonly minBits?: number
  /** Characters. Also of a secret. */
  readonly minLength?: number
  readonly charset?: Charset
  readonly format?: Format
  /** Applies to each element of an array (an empty array passes). */
  readonly each?: Matchers
  /** Of the json subject, and of a JWT's header and claims: no object names a member twice (RFC 8259 section 4). */
  readonly uniqueMembers?: true
  /** Of the json subject only: the body is UTF-8 without a byte order mark (RFC 8259 section 8.1). */
  readonly utf8?: true
  /** Of the json subject only: the body, whatever it is, shows no stack trace, debug page or SQL text. */
  readonly noDebugOutput?: true
  /** Of the json subject only: in an array of JWKs, the first certificate of each x5c holds the key (RFC 7517 section 4.7). */
  readonly certificates?: true
  /** Modifier: an absent value makes the check not-applicable instead of failed. */
  readonly optional?: true
  /** Modifier: an absent value makes the check pass: the requirement forbids a value, not the member. */
  readonly orAbsent?: true
  /** Modifier: compare text without regard to case. */
  readonly ignoreCase?: true
}
