import { bad, type Decoded, good } from './decoded.ts'

/** Decodes UTF-8 strictly (RFC 3629). A byte order mark stays in the text as U+FEFF, so that others can object to it. */
export function decodeUtf8(octets: Uint8Array): Decoded<string> {
  try {
    return good(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets))
  } catch {
    return bad('is not valid UTF-8')
  }
}
