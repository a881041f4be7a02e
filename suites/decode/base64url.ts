import { bad, type Decoded, good } from './decoded.ts'

/** Decodes base64url strictly by RFC 7515 section 2: no padding, spare bits zero. Node's decoder accepts anything. */
export function decodeBase64Url(text: string): Decoded<Uint8Array> {
  if (/^[A-Za-z0-9_-]*=+$/.test(text)) return bad('has padding')
  if (/[^A-Za-z0-9_-]/.test(text)) return bad('has a character outside the base64url alphabet')
  if (text.length % 4 === 1) return bad('has an impossible length')
  const octets = Buffer.from(text, 'base64url')
  if (octets.toString('base64url') !== text) return bad('has non-zero spare bits')
  return good(new Uint8Array(octets))
}

/** Encodes octets, or the UTF-8 of a text, in base64url without padding (RFC 7515 section 2). */
export function encodeBase64Url(value: Uint8Array | string): string {
  return Buffer.from(value).toString('base64url')
}
