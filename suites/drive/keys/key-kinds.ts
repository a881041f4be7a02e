import type { KeyMaterial } from '../../key-pairs/make-key-pair.ts'
import type { KeyKind } from '../../model/vocabulary.ts'

/** Signature algorithms of RFC 7518 section 3.1 (and EdDSA, RFC 8037, with its name Ed25519, RFC 9864) that the engine has keys for. */
export type SigningAlgorithm = Exclude<KeyKind, 'RS256_1024'>

/** The algorithm that a kind of key is for. */
export const algorithmOf = (kind: KeyKind): SigningAlgorithm => (kind === 'RS256_1024' ? 'RS256' : kind)

/** What a kind of key is made of: all algorithms of RSA use the same (RFC 7518 sections 3.3, 3.5). 1024 bits are fewer than section 3.3 allows. */
export const materialOf: Readonly<Record<KeyKind, KeyMaterial>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
  RS256: 'RSA-2048',
  RS384: 'RSA-2048',
  RS512: 'RSA-2048',
  PS256: 'RSA-2048',
  PS384: 'RSA-2048',
  PS512: 'RSA-2048',
  RS256_1024: 'RSA-1024',
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
}
