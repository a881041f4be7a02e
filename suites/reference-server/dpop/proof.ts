import type { JsonObject } from '../../model/json.ts'
import { isJsonObject, parseJsonObject } from '../wire/json.ts'

/** A DPoP proof after decoding, before anything in it was checked (RFC 9449 section 4.2). */
export interface Proof {
  readonly jwt: string
  readonly header: JsonObject
  readonly claims: JsonObject
  /** The key in the header; empty when there is none. */
  readonly jwk: JsonObject
}

/** A JWT in compact form, or undefined. */
export function decodeProof(jwt: string): Proof | undefined {
  const [first, second, third, ...more] = jwt.split('.')
  if (first === undefined || second === undefined || third === undefined || more.length > 0) return undefined
  const header = decodePart(first)
  const claims = decodePart(second)
  if (header === undefined || claims === undefined) return undefined
  return { jwt, header, claims, jwk: isJsonObject(header.jwk) ? header.jwk : {} }
}

function decodePart(part: string): JsonObject | undefined {
  return /^[\w-]+$/.test(part) ? parseJsonObject(Buffer.from(part, 'base64url').toString('utf8')) : undefined
}
