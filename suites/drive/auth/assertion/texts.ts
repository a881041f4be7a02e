import type { JsonObject } from '../../../model/json.ts'
import type { AssertionPlan } from './plan.ts'

const octets = new TextEncoder()

/** The JOSE header as octets, before base64url: JSON, unless the fault is in this text (RFC 7515 section 10.12). */
export function headerOctets({ header, first, last, fault }: AssertionPlan): Uint8Array {
  const text = textOf(first.header, header, last.header)
  switch (fault) {
    case 'header_text_after':
      return octets.encode(`${text}ABCD`)
    case 'header_trailing_comma':
      return octets.encode(`${text.slice(0, -1)},}`)
    case 'header_utf16':
      return Buffer.from(text, 'utf16le')
    default:
      return octets.encode(text)
  }
}

/** The claims set as octets (RFC 7519 section 7.2). */
export function claimsOctets({ claims, first, last, fault }: AssertionPlan): Uint8Array {
  const text = textOf(first.claims, claims, last.claims)
  switch (fault) {
    case 'claims_array':
      return octets.encode(`[${text}]`)
    case 'claims_not_utf8':
      // 0xFF never occurs in UTF-8. As a member of its own, so that all others stay readable.
      return Buffer.concat([Buffer.from(`${text.slice(0, -1)},"xq7":"`), Buffer.from([0xff]), Buffer.from('"}')])
    default:
      return octets.encode(text)
  }
}

/** One JSON object of several, written one after the other: a name may occur more than once, as in no object that a program holds. */
function textOf(...objects: readonly JsonObject[]): string {
  const members = objects.flatMap((object) =>
    Object.entries(object).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
  )
  return `{${members.join(',')}}`
}
