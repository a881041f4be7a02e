/** How a certificate is signed: SHA-1 and MD5 by name (RFC 3279 section 2.2, RFC 5758 section 3), anything else by its object identifier. */
const obsolete: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.10040.4.3': 'dsaWithSHA1',
  '1.2.840.10045.4.1': 'ecdsaWithSHA1',
}

const sequence = 0x30
const identifier = 0x06

/** The algorithm of the signature of a certificate in DER (RFC 5280 section 4.1.1.2): the second element of the whole. Undefined: it is no certificate. */
export function signatureAlgorithm(der: Uint8Array): string | undefined {
  const whole = elementAt(der, 0)
  const signed = whole?.tag === sequence ? elementAt(der, whole.from) : undefined
  const algorithm = signed === undefined ? undefined : elementAt(der, signed.to)
  const name = algorithm?.tag === sequence ? elementAt(der, algorithm.from) : undefined
  if (name?.tag !== identifier) return undefined
  const dotted = dottedOf(der.subarray(name.from, name.to))
  return obsolete[dotted] ?? dotted
}

interface Element {
  readonly tag: number
  /** Of the content. */
  readonly from: number
  readonly to: number
}

function elementAt(der: Uint8Array, at: number): Element | undefined {
  const tag = der[at]
  const first = der[at + 1]
  if (tag === undefined || first === undefined) return undefined
  const more = first < 0x80 ? 0 : first - 0x80
  const length =
    more === 0 ? first : [...der.subarray(at + 2, at + 2 + more)].reduce((sum, each) => sum * 256 + each, 0)
  const from = at + 2 + more
  return from + length > der.length ? undefined : { tag, from, to: from + length }
}

/** Base 128, the first number standing for two (ITU-T X.690 section 8.19). */
function dottedOf(octets: Uint8Array): string {
  const numbers: number[] = []
  let number = 0
  for (const octet of octets) {
    number = number * 128 + (octet & 0x7f)
    if (octet >= 0x80) continue
    numbers.push(number)
    number = 0
  }
  const [both = 0, ...rest] = numbers
  const first = Math.min(Math.floor(both / 40), 2)
  return [first, both - first * 40, ...rest].join('.')
}
