import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { KeyKind } from '../../model/vocabulary.ts'

/** Signature algorithms of RFC 7518 section 3.1 (and EdDSA, RFC 8037) that the engine has keys for. */
export type SigningAlgorithm = Exclude<KeyKind, 'RS256_1024'>

export interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** The algorithm that a kind of key is for. */
export const algorithmOf = (kind: KeyKind): SigningAlgorithm => (kind === 'RS256_1024' ? 'RS256' : kind)

/** Makes a key pair. The one of 1024 bits is shorter than RFC 7518 section 3.3 allows. */
export function generateKeys(kind: KeyKind): KeyPair {
  switch (kind) {
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    case 'ES384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' })
    case 'RS256':
    case 'PS256':
      return generateKeyPairSync('rsa', { modulusLength: 2048 })
    case 'RS256_1024':
      return generateKeyPairSync('rsa', { modulusLength: 1024 })
    case 'EdDSA':
      return generateKeyPairSync('ed25519')
    default:
      return kind satisfies never
  }
}
