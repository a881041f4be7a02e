import type { Body } from '../model/evidence.ts'
import { encodeBase64 } from './base64.ts'
import { bad, type Decoded, good } from './decoded.ts'
import { decodeUtf8 } from './utf8.ts'

/** The text of a recorded body; a problem when its octets are not valid UTF-8 (it is recorded in base64 then). */
export function bodyText(body: Body): Decoded<string> {
  return 'text' in body ? good(body.text) : bad('is not valid UTF-8')
}

/** The octets of a recorded body. */
export function bodyOctets(body: Body): Uint8Array {
  return 'text' in body ? new TextEncoder().encode(body.text) : new Uint8Array(Buffer.from(body.base64, 'base64'))
}

/** How octets are recorded: as text when they are strictly valid UTF-8, else in base64. `bodyOctets` gives them back. */
export function toBody(octets: Uint8Array): Body {
  const text = decodeUtf8(octets)
  return text.ok ? { text: text.value } : { base64: encodeBase64(octets) }
}
