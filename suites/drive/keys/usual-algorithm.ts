import { isObject } from '../../decode/json.ts'
import type { Json } from '../../model/json.ts'
import type { SigningAlgorithm } from './key-kinds.ts'

/** In the order of preference: an EC key is made in a millisecond, an RSA key takes some hundred. */
const signatures: readonly SigningAlgorithm[] = ['ES256', 'RS256', 'PS256', 'EdDSA', 'ES384']
const macs = ['HS256', 'HS384', 'HS512'] as const

/** What the server says it accepts of client assertions (RFC 8414 section 2). */
function listed(metadata: Json | undefined): readonly Json[] | undefined {
  const list = isObject(metadata) ? metadata.token_endpoint_auth_signing_alg_values_supported : undefined
  return Array.isArray(list) && list.length > 0 ? list : undefined
}

/** The algorithm to sign client assertions with. Where the server lists none: RS256, which RFC 7523 section 5 makes mandatory to implement. */
export function usualSignature(metadata: Json | undefined): SigningAlgorithm {
  const list = listed(metadata)
  return signatures.find((alg) => list?.includes(alg) === true) ?? 'RS256'
}

/** The same for a shared secret. */
export function usualMac(metadata: Json | undefined): (typeof macs)[number] {
  const list = listed(metadata)
  return macs.find((alg) => list?.includes(alg) === true) ?? 'HS256'
}
