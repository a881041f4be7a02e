import { constants, createHmac, type KeyObject, sign, verify } from 'node:crypto'

/** How an ECDSA signature is written: fixed length as JWS wants it (RFC 7518 section 3.4), or in DER. */
type EcdsaForm = 'ieee-p1363' | 'der'

/**
 * The signature of `octets` by a JWS algorithm (RFC 7518 section 3.1). Also of what no JOSE library would
 * sign, such as a header that is not JSON. Throws for an algorithm that the key does not fit: a fault of ours.
 */
export function signOctets(
  alg: string,
  octets: Uint8Array,
  key: KeyObject,
  dsaEncoding: EcdsaForm = 'ieee-p1363',
): Uint8Array {
  const { hash, ...scheme } = schemeOf(alg)
  return sign(hash, octets, { key, dsaEncoding, ...scheme })
}

/** Whether it is the signature of `octets` by that algorithm. Throws for an algorithm that the key does not fit. */
export function isSignature(alg: string, octets: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  const { hash, ...scheme } = schemeOf(alg)
  return verify(hash, octets, { key, dsaEncoding: 'ieee-p1363', ...scheme }, signature)
}

interface Scheme {
  readonly hash: string | null
  readonly padding?: number
  readonly saltLength?: number
}

function schemeOf(alg: string): Scheme {
  const hash = `sha${alg.slice(2)}`
  switch (alg.slice(0, 2)) {
    case 'RS':
      return { hash, padding: constants.RSA_PKCS1_PADDING }
    case 'PS':
      return { hash, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    case 'ES':
      return { hash }
    case 'Ed':
      return { hash: null }
    default:
      throw new TypeError(`there is no key pair for ${alg}`)
  }
}

/** The MAC of `octets` by HS256, HS384 or HS512 (RFC 7518 section 3.2), with a key of any length. */
export function macOctets(alg: string, octets: Uint8Array, key: Uint8Array): Uint8Array {
  return createHmac(`sha${alg.slice(2)}`, key)
    .update(octets)
    .digest()
}
