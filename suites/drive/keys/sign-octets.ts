import { constants, createHmac, type KeyObject, sign } from 'node:crypto'

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
  const hash = `sha${alg.slice(2)}`
  switch (alg.slice(0, 2)) {
    case 'RS':
      return sign(hash, octets, { key, padding: constants.RSA_PKCS1_PADDING })
    case 'PS': {
      const saltLength = constants.RSA_PSS_SALTLEN_DIGEST
      return sign(hash, octets, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })
    }
    case 'ES':
      return sign(hash, octets, { key, dsaEncoding })
    case 'Ed':
      return sign(null, octets, key)
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
