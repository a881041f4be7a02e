import { X509Certificate } from 'node:crypto'
import type { Json } from '../model/json.ts'
import { decodeBase64 } from './base64.ts'
import { bad, type Decoded, good } from './decoded.ts'

/** The public key, as members of a JWK, of an X.509 certificate in base64 of DER, as x5c holds it (RFC 7517 section 4.7). Never throws. */
export function decodeCertificate(text: string): Decoded<Readonly<Record<string, Json>>> {
  const octets = decodeBase64(text)
  if (!octets.ok) return bad(`is not base64: ${octets.problem}`)
  try {
    const members = Object.entries(new X509Certificate(octets.value).publicKey.export({ format: 'jwk' }))
    return good(
      Object.fromEntries(members.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
    )
  } catch (error) {
    return bad(`cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
