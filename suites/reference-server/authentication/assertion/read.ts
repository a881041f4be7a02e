import type { JsonObject } from '../../../model/json.ts'
import { decodeUtf8 } from '../../wire/incoming.ts'
import { parseJsonObject } from '../../wire/json.ts'

/** A client assertion before anything in it is checked. */
export interface Assertion {
  readonly text: string
  readonly header: JsonObject
  readonly claims: JsonObject
}

const compact = /^[\w-]+\.[\w-]+\.[\w-]*$/

/**
 * Reads a JWS in compact form (RFC 7515 section 7.1): three parts in base64url without padding or white space, the first two of them JSON
 * objects in UTF-8. Where a name occurs twice the last one counts (section 4). Undefined for anything else.
 */
export function readAssertion(text: string): Assertion | undefined {
  if (!compact.test(text)) return undefined
  const [header, claims] = text.split('.').map(objectIn)
  return header === undefined || claims === undefined ? undefined : { text, header, claims }
}

function objectIn(part: string): JsonObject | undefined {
  const decoded = decodeUtf8(Buffer.from(part, 'base64url'))
  return decoded === undefined ? undefined : parseJsonObject(decoded)
}
