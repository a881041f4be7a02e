import { bad, type Decoded, good } from './decoded.ts'

/** Decodes base64 strictly by RFC 4648 section 4: padded, no white space, spare bits zero. Node's decoder accepts anything. */
export function decodeBase64(text: string): Decoded<Uint8Array> {
  if (/[^A-Za-z0-9+/=]/.test(text)) return bad('has a character outside the base64 alphabet')
  const padding = text.indexOf('=')
  if (text.length % 4 !== 0) return bad('has missing padding or an impossible length')
  if (padding !== -1 && !/^={1,2}$/.test(text.slice(padding))) return bad('has padding inside')
  const octets = Buffer.from(text, 'base64')
  if (octets.toString('base64') !== text) return bad('has non-zero spare bits')
  return good(new Uint8Array(octets))
}

/** Encodes octets, or the UTF-8 of a text, in padded base64 (RFC 4648 section 4). */
export function encodeBase64(value: Uint8Array | string): string {
  return Buffer.from(value).toString('base64')
}
