import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generatePrime,
  type JsonWebKey,
  type KeyObject,
  webcrypto,
} from 'node:crypto'
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

/**
 * An RSA pair of 2048 bits that lives as long as a run: of two primes that another thread makes, in a third of the processor time that the platform takes for a pair. A key that anybody
 * keeps is made by `makeKeyPair`.
 */
export async function makeShortLivedRsaPair(): Promise<KeyPair> {
  const [p, q] = await Promise.all([makePrime(), makePrime()])
  const n = p * q
  const d = inverse(exponent, (p - 1n) * (q - 1n))
  const qi = inverse(q, p)
  // Nearly never: the product is too short, or the exponent has no inverse.
  if (n >> 2047n !== 1n || d === undefined || qi === undefined) return makeShortLivedRsaPair()
  const open = { kty: 'RSA', n: integer(n), e: integer(exponent) }
  const secret = { d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi }
  const key: JsonWebKey = {
    ...open,
    ...Object.fromEntries(Object.entries(secret).map(([name, value]) => [name, integer(value)])),
  }
  return {
    privateKey: createPrivateKey({ key, format: 'jwk' }),
    publicKey: createPublicKey({ key: open, format: 'jwk' }),
  }
}

const exponent = 65_537n

const makePrime = (): Promise<bigint> =>
  new Promise((resolve, reject) =>
    generatePrime(1024, { bigint: true }, (error, prime) => (error instanceof Error ? reject(error) : resolve(prime))),
  )

/** The number that times `value` is 1 modulo `modulus`, by Euclid's extended algorithm; undefined where they have a divisor in common. */
function inverse(value: bigint, modulus: bigint): bigint | undefined {
  let [rest, next] = [modulus, value % modulus]
  let [before, factor] = [0n, 1n]
  while (next !== 0n) {
    const times = rest / next
    ;[rest, next] = [next, rest - times * next]
    ;[before, factor] = [factor, before - times * factor]
  }
  return rest === 1n ? ((before % modulus) + modulus) % modulus : undefined
}

/** Base64urlUInt of JWK (RFC 7518 section 2): big-endian, in as few octets as it takes. */
function integer(value: bigint): string {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url')
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
