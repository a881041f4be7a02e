import { isObject } from '../../decode/json.ts'
import type { Json } from '../../model/json.ts'

/** Algorithms that the engine signs proofs with, the best known one first. */
export const proofAlgorithms = [
  'ES256',
  'EdDSA',
  'Ed25519',
  'PS256',
  'RS256',
  'ES384',
  'ES512',
  'PS384',
  'RS384',
  'PS512',
  'RS512',
] as const
export type ProofAlgorithm = (typeof proofAlgorithms)[number]

/** The first one that the server says it takes (RFC 9449 section 5.1). Undefined: it names none of them. */
export function sharedProofAlgorithm(metadata: Json | undefined): ProofAlgorithm | undefined {
  const listed = isObject(metadata) ? metadata.dpop_signing_alg_values_supported : undefined
  return Array.isArray(listed) ? proofAlgorithms.find((each) => listed.includes(each)) : undefined
}
