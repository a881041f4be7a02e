import { isObject } from '../../decode/json.ts'
import type { Json } from '../../model/json.ts'
import type { SigningAlgorithm } from './key-kinds.ts'

/** In the order of preference: an EC key is made in a millisecond, an RSA key takes some hundred. */
const signatures: readonly SigningAlgorithm[] = [
  'ES256',
  'RS256',
  'PS256',
  'EdDSA',
  'Ed25519',
  'ES384',
  'ES512',
  'RS384',
  'PS384',
  'RS512',
  'PS512',
]
const macs = ['HS256', 'HS384', 'HS512'] as const
type Mac = (typeof macs)[number]

/** What the server says it accepts of client assertions (RFC 8414 section 2). */
function listed(metadata: Json | undefined): readonly Json[] | undefined {
  const list = isObject(metadata) ? metadata.token_endpoint_auth_signing_alg_values_supported : undefined
  return Array.isArray(list) && list.length > 0 ? list : undefined
}

/**
 * The algorithm to sign client assertions with. Where the server lists none: RS256, which RFC 7523 section 5 makes mandatory to implement.
 * Undefined: it lists only such as the engine has no keys for.
 */
export function sharedSignature(metadata: Json | undefined): SigningAlgorithm | undefined {
  const list = listed(metadata)
  return list === undefined ? 'RS256' : signatures.find((alg) => list.includes(alg))
}

/** The first algorithm on the server's list that an RSA key can sign by. */
export const listedRsa = (metadata: Json | undefined): SigningAlgorithm | undefined =>
  signatures.find((alg) => /^[RP]S/u.test(alg) && listed(metadata)?.includes(alg))

/** The same for a shared secret. */
export function sharedMac(metadata: Json | undefined): Mac | undefined {
  const list = listed(metadata)
  return list === undefined ? 'HS256' : macs.find((alg) => list.includes(alg))
}

/** What is signed with in any case. */
export const usualSignature = (metadata: Json | undefined): SigningAlgorithm => sharedSignature(metadata) ?? 'RS256'

export const usualMac = (metadata: Json | undefined): Mac => sharedMac(metadata) ?? 'HS256'
