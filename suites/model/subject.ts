import type { Expression } from './expression.ts'
import type { JsonObject } from './json.ts'
import type { Matchers } from './matchers.ts'

export type Subject =
  | { readonly kind: 'status'; readonly oneOf: readonly number[] }
  | { readonly kind: 'header'; readonly name: string; readonly part?: HeaderPart; readonly match: Matchers }
  | { readonly kind: 'json'; readonly at: string; readonly match: Matchers }
  | { readonly kind: 'schema'; readonly schema: string | JsonObject; readonly at: string }
  | { readonly kind: 'jwt'; readonly token: Expression; readonly part: JwtPart; readonly match: Matchers }
  | { readonly kind: 'time'; readonly time: TimeRelation }
  | { readonly kind: 'relation'; readonly relation: Relation }
  /** Without `status`: refused in any form. The form is then another requirement's business. */
  | { readonly kind: 'rejection'; readonly status?: readonly number[]; readonly error?: readonly string[] }

/** Structured views of a header field. Default: the field value as text. */
export type HeaderPart =
  | { readonly kind: 'directive'; readonly directive: string }
  | { readonly kind: 'scheme'; readonly scheme: string }
  | { readonly kind: 'challenge'; readonly scheme: string; readonly parameter: string }
  | { readonly kind: 'media_type'; readonly mediaType: readonly string[] }

export type JwtPart =
  | { readonly kind: 'form' }
  | { readonly kind: 'signature' }
  /** As long as its algorithm has it (RFC 7518 section 3.4); other algorithms than ECDSA are not judged. */
  | { readonly kind: 'signature_length' }
  | { readonly kind: 'header'; readonly at: string }
  | { readonly kind: 'claim'; readonly at: string }

/** `value [- minus]` compared with `to`; seconds since 1970 or differences in seconds. "now" is the exchange's clock. */
export interface TimeRelation {
  readonly value: Expression
  readonly minus?: Expression
  readonly is: 'near' | 'after' | 'before'
  readonly to: Expression
  readonly within: number
}

export type Relation =
  /** No two of the values are equal. */
  | { readonly kind: 'unique'; readonly values: readonly Expression[] }
  | { readonly kind: 'equal'; readonly left: Expression; readonly right: Expression; readonly asSet: boolean }
  | { readonly kind: 'subset'; readonly left: Expression; readonly right: Expression }
