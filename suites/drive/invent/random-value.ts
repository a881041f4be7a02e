import { encodeBase64Url } from '../../decode/base64url.ts'
import type { RandomName } from '../../model/vocabulary.ts'
import { octetsOf } from './octets.ts'

/** An unguessable-looking value that depends on `origin` only. None of them was ever issued by anybody. */
export function randomValue(name: RandomName, origin: string): string {
  switch (name) {
    case 'opaque':
      return encodeBase64Url(octetsOf(origin, 32))
    case 'jwt':
      return unsignedByAnybody(origin)
    case 'uuid':
      return uuid(octetsOf(origin, 16))
    case 'word':
      return word(origin)
    case 'scope':
      return `unknown-${word(origin)}`
    case 'urn':
      return `urn:example:${word(origin)}`
    default:
      return name satisfies never
  }
}

const word = (origin: string): string =>
  [...octetsOf(origin, 12)].map((octet) => String.fromCharCode(97 + (octet % 26))).join('')

/** Version 4 by RFC 9562 section 5.4. */
function uuid(octets: Uint8Array): string {
  const hex = [...octets].map((octet, index) => {
    if (index === 6) return (octet & 0x0f) | 0x40
    return index === 8 ? (octet & 0x3f) | 0x80 : octet
  })
  const text = hex.map((octet) => octet.toString(16).padStart(2, '0')).join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}

/** A well-formed JWT (RFC 7519) of the usual shape, unexpired, whose signature is noise. */
function unsignedByAnybody(origin: string): string {
  const header = { kid: encodeBase64Url(octetsOf(`${origin}kid`, 9)), alg: 'ES256', typ: 'JWT' }
  const claims = { jti: uuid(octetsOf(`${origin}jti`, 16)), sub: word(origin), iat: 1_600_000_000, exp: 4_102_444_800 }
  const [first, second] = [header, claims].map((part) => encodeBase64Url(JSON.stringify(part)))
  return `${first}.${second}.${encodeBase64Url(octetsOf(`${origin}signature`, 64))}`
}
