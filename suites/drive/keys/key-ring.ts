import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { trusted } from '../../decode/trusted.ts'
import type { JsonObject } from '../../model/json.ts'

/** Signature algorithms of RFC 7518 section 3.1 (and EdDSA, RFC 8037) that the engine can sign with. */
type SigningAlgorithm = 'ES256' | 'ES384' | 'RS256' | 'PS256' | 'EdDSA'

/** A key pair that lives as long as the run. The private half never leaves memory. */
export interface RunKey {
  readonly kid: string
  readonly alg: SigningAlgorithm
  readonly privateKey: KeyObject
  /** Public JWK (RFC 7517 section 4) with kid, alg and use. */
  readonly publicJwk: JsonObject
}

/** The key pairs of a run, by name: the same name and algorithm give the same pair. */
export interface KeyRing {
  key(name: string, alg?: SigningAlgorithm): RunKey
}

/** Makes each key when it is first asked for: an RSA pair takes longer than a whole exchange. Keys are not made from the run's seed. */
export function createKeyRing(): KeyRing {
  const keys = new Map<string, RunKey>()
  return {
    key(name, alg = 'ES256') {
      const place = `${alg} ${name}`
      const known = keys.get(place)
      if (known !== undefined) return known
      const made = makeKey(alg)
      keys.set(place, made)
      return made
    },
  }
}

function makeKey(alg: SigningAlgorithm): RunKey {
  const { privateKey, publicKey } = generate(alg)
  const kid = randomBytes(9).toString('base64url')
  return {
    kid,
    alg,
    privateKey,
    publicJwk: { ...trusted<JsonObject>(publicKey.export({ format: 'jwk' })), kid, alg, use: 'sig' },
  }
}

function generate(alg: SigningAlgorithm): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  switch (alg) {
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    case 'ES384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' })
    case 'RS256':
    case 'PS256':
      return generateKeyPairSync('rsa', { modulusLength: 2048 })
    case 'EdDSA':
      return generateKeyPairSync('ed25519')
    default:
      return alg satisfies never
  }
}
