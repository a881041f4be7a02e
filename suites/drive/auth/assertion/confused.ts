import type { AssertionFault } from '../../../model/vocabulary.ts'
import type { RunKey } from '../../keys/key-ring.ts'

/**
 * What a server that lets the header choose the algorithm may take for the HMAC key, where it should verify a signature (RFC 8725
 * section 3.1): the client's public key in the forms in which servers keep it, or nothing. Undefined for other faults.
 */
export function confusedKey(
  fault: AssertionFault | undefined,
  { publicKey, publicJwk }: RunKey,
): Uint8Array | undefined {
  const pem = (): string => publicKey.export({ type: 'spki', format: 'pem' }).toString()
  switch (fault) {
    case 'hmac_public_pem':
      return Buffer.from(pem())
    case 'hmac_public_pem_trimmed':
      return Buffer.from(pem().trimEnd())
    case 'hmac_public_der':
      return publicKey.export({ type: 'spki', format: 'der' })
    case 'hmac_public_jwk':
      return Buffer.from(JSON.stringify(publicJwk))
    case 'hmac_empty_key':
      return new Uint8Array()
    case 'hmac_zero_key':
      return new Uint8Array(32)
    default:
      return undefined
  }
}
