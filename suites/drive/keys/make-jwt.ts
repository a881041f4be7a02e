import { encodeBase64Url } from '../../decode/base64url.ts'
import type { JsonObject } from '../../model/json.ts'
import type { RunKey } from './key-ring.ts'

/** What a JWS is signed with: a key pair of the run, a shared secret (HMAC, RFC 7518 section 3.2), or nothing (section 3.6). */
export type Signer =
  | { readonly kind: 'key'; readonly key: RunKey }
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'nobody' }

/**
 * A JWT in compact form (RFC 7519, RFC 7515 section 7.1) with just this header and these claims. `header.alg` says how it is signed;
 * the signer has to fit it, else jose throws TypeError: a fault of ours. Without signer the signature is empty.
 */
export async function makeJwt(
  header: JsonObject & { readonly alg: string },
  claims: JsonObject,
  signer: Signer,
): Promise<string> {
  const payload = JSON.stringify(claims)
  if (signer.kind === 'nobody') return `${encodeBase64Url(JSON.stringify(header))}.${encodeBase64Url(payload)}.`
  // Loaded when first needed: most runs sign nothing.
  const { CompactSign } = await import('jose')
  const octets = new TextEncoder()
  const key = signer.kind === 'key' ? signer.key.privateKey : octets.encode(signer.secret)
  return new CompactSign(octets.encode(payload)).setProtectedHeader(header).sign(key)
}
