import type { JsonObject } from '../model/json.ts'
import { decodeBase64Url } from './base64url.ts'
import { bad, type Decoded, good } from './decoded.ts'
import { decodeJson, isObject } from './json.ts'
import { remember } from './remember.ts'
import { tagIn } from './tag.ts'
import { decodeUtf8 } from './utf8.ts'

/** A JWT in compact form; nothing is verified. */
export interface DecodedJws {
  readonly header: JsonObject
  /** JSON Pointers of repeated members. */
  readonly headerDuplicates: readonly string[]
  readonly claims: JsonObject
  readonly claimsDuplicates: readonly string[]
  /** As it stands: base64url, empty (an unsecured JWS), or a redaction tag. */
  readonly signature: string
}

/**
 * Decodes a JWS in compact serialization whose payload is a JSON object: a JWT (RFC 7515 section 7.1, RFC 7519 section 7.2).
 * In evidence the third part is a redaction tag; it is accepted. Problems name the part and its fault. Never throws.
 */
export function decodeJws(token: string): Decoded<DecodedJws> {
  return decodeToken(token)
}

/** Dozens of checks look at each token, and its parts are new texts whenever it is cut. */
const decodeToken = remember<Decoded<DecodedJws>>(1000, (token) => {
  const parts = token.split('.', 7)
  const [first = '', second = '', signature = ''] = parts
  if (parts.length !== 3) return bad(wrongCount(parts.length))
  const header = decodePart(first)
  if (!header.ok) return bad(`has a header that ${header.problem}`)
  const claims = decodePart(second)
  if (!claims.ok) return bad(`has a payload that ${claims.problem}`)
  const octets = isTag(signature) ? good(undefined) : decodeBase64Url(signature)
  if (!octets.ok) return bad(`has a signature that ${octets.problem}`)
  return good({
    header: header.value.object,
    headerDuplicates: header.value.duplicates,
    claims: claims.value.object,
    claimsDuplicates: claims.value.duplicates,
    signature,
  })
})

/** What a JOSE header says of itself (RFC 7515 section 4.1): one of these is there even if another was forgotten. */
const joseMembers = ['alg', 'kid', 'typ', 'jwk', 'x5c']

/**
 * Whether a text is meant to be a JWS: three non-empty parts, the first a JSON object with a member of a JOSE header. Its parts may be faulty:
 * what is meant to be one is judged as one. So padding, which RFC 7515 section 2 forbids, is overlooked here.
 */
export function looksLikeJws(token: string): boolean {
  const parts = token.split('.', 4)
  if (parts.length !== 3 || parts.includes('')) return false
  const header = decodePart((parts[0] ?? '').replace(/={1,2}$/u, ''))
  return header.ok && joseMembers.some((member) => Object.hasOwn(header.value.object, member))
}

const isTag = (part: string): boolean => part.startsWith('[') && tagIn(part) !== undefined

function wrongCount(count: number): string {
  if (count === 5) return 'has 5 parts: an encrypted token (JWE), not a signed one'
  return `has ${count > 6 ? 'more than 6 parts' : count === 1 ? '1 part' : `${count} parts`} instead of 3`
}

interface Part {
  readonly object: JsonObject
  readonly duplicates: readonly string[]
}

/** A token is looked at many times between its issue and its verdict, and most tokens of a server have the same header. */
const decodePart = remember<Decoded<Part>>(1000, (part) => {
  const octets = decodeBase64Url(part)
  if (!octets.ok) return octets
  const text = decodeUtf8(octets.value)
  if (!text.ok) return text
  const json = decodeJson(text.value)
  if (!json.ok) return json
  const { value, duplicates } = json.value
  return isObject(value) ? good({ object: value, duplicates }) : bad('is not a JSON object')
})
