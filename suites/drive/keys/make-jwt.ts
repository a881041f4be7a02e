import { encodeBase64Url } from '../../decode/base64url.ts'
import type { JsonObject } from '../../model/json.ts'
import type { RunKey } from './key-ring.ts'
import { macOctets, signOctets } from './sign-octets.ts'

/** What a JWS is signed with: a key pair of the run, a shared secret (HMAC, RFC 7518 section 3.2), or nothing (section 3.6). */
export type Signer =
  | { readonly kind: 'key'; readonly key: RunKey }
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'nobody' }

/**
 * A JWT in compact form (RFC 7519, RFC 7515 section 7.1) with just this header and these claims. `header.alg` says how it is signed;
 * the signer has to fit it, else it throws: a fault of ours. Without signer the signature is empty.
 */
export function makeJwt(header: JsonObject & { readonly alg: string }, claims: JsonObject, signer: Signer): string {
  const input = `${encodeBase64Url(JSON.stringify(header))}.${encodeBase64Url(JSON.stringify(claims))}`
  return `${input}.${encodeBase64Url(signature(header.alg, new TextEncoder().encode(input), signer))}`
}

function signature(alg: string, input: Uint8Array, signer: Signer): Uint8Array {
  switch (signer.kind) {
    case 'key':
      return signOctets(alg, input, signer.key.privateKey)
    case 'secret':
      return macOctets(alg, input, new TextEncoder().encode(signer.secret))
    case 'nobody':
      return new Uint8Array()
    default:
      return signer satisfies never
  }
}
