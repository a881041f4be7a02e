import { bad, type Decoded, good } from './decoded.ts'

/** Without the stream option it keeps nothing from one call to the next. To make one costs more than to use it. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Decodes UTF-8 strictly (RFC 3629). A byte order mark stays in the text as U+FEFF, so that others can object to it. */
export function decodeUtf8(octets: Uint8Array): Decoded<string> {
  try {
    return good(decoder.decode(octets))
  } catch {
    return bad('is not valid UTF-8')
  }
}
