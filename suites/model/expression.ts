import type { Json } from './json.ts'

/** A JSON value whose strings may be references ("$client#/client_id") and whose objects may be derivations. */
export type Expression = Json
