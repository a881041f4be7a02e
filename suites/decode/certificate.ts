import { X509Certificate } from 'node:crypto'
import type { Json } from '../model/json.ts'
import { decodeBase64 } from './base64.ts'
import { bad, type Decoded, good } from './decoded.ts'

/**
 * The public key, as members of a JWK, of an X.509 certificate in base64 of DER, as x5c holds it (RFC 7517 section 4.7). Undefined for a key that is
 * restricted to RSASSA-PSS (RFC 4055 section 1.2): a JWK may state it, but the platform cannot. Never throws.
 */
export function decodeCertificate(text: string): Decoded<Readonly<Record<string, Json>> | undefined> {
  const octets = decodeBase64(text)
  if (!octets.ok) return bad(`is not base64: ${octets.problem}`)
  try {
    const { publicKey } = new X509Certificate(octets.value)
    if (publicKey.asymmetricKeyType === 'rsa-pss') return good(undefined)
    const members = Object.entries(publicKey.export({ format: 'jwk' }))
    return good(
      Object.fromEntries(members.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
    )
  } catch (error) {
    return bad(`cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
