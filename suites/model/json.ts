/** A JSON value (RFC 8259). */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [member: string]: Json
}

/** What a matrix value, a parameter or a condition compares with. */
export type Scalar = string | number | boolean
