import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, webcrypto } from 'node:crypto'
import { promisify } from 'node:util'

/** What a key pair is made of. Algorithms share material: RS256 and PS256 are both RSA. */
export type KeyMaterial = 'P-256' | 'P-384' | 'P-521' | 'Ed25519' | 'RSA-2048' | 'RSA-1024'

export interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const generate = promisify(generateKeyPair)

// Encodings instead of key objects. On Node 20 a pair that generateKeyPairSync returns shares a lock with the job that made it, and that job is freed by garbage
// collection, which takes the lock. Exporting such a key as JWK, or reading its asymmetricKeyDetails, holds the lock while it allocates; a collection at that moment
// waits for ever. Keys that are read from text have no such job.
const publicKeyEncoding = { type: 'spki', format: 'pem' } as const
const privateKeyEncoding = { type: 'pkcs8', format: 'pem' } as const

/** Makes a key pair in another thread: RSA takes some hundred milliseconds, in which this thread goes on with its exchanges. */
export async function makeKeyPair(material: KeyMaterial): Promise<KeyPair> {
  const { privateKey, publicKey } = await made(material)
  return { privateKey: createPrivateKey(privateKey), publicKey: createPublicKey(publicKey) }
}

function made(material: KeyMaterial): Promise<{ privateKey: string; publicKey: string }> {
  switch (material) {
    case 'P-256':
    case 'P-384':
    case 'P-521':
      return generate('ec', { namedCurve: material, publicKeyEncoding, privateKeyEncoding })
    case 'Ed25519':
      return generate('ed25519', { publicKeyEncoding, privateKeyEncoding })
    case 'RSA-2048':
      return generate('rsa', { modulusLength: 2048, publicKeyEncoding, privateKeyEncoding })
    case 'RSA-1024':
      return generate('rsa', { modulusLength: 1024, publicKeyEncoding, privateKeyEncoding })
    default:
      return material satisfies never
  }
}

/** A pair for ECDSA on P-256 in the form that the X.509 library takes. Web Crypto frees its job when it is done, so that its keys do not hang. */
export const makeCertificateKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])

/** The same for RSA, of any length, also one that is too short. */
export const makeRsaCertificateKeys = (modulusLength: number): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  )
