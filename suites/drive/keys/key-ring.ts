import { type KeyObject, randomBytes } from 'node:crypto'
import { trusted } from '../../decode/trusted.ts'
import type { JsonObject } from '../../model/json.ts'
import type { KeyKind } from '../../model/vocabulary.ts'
import { algorithmOf, generateKeys, type KeyPair, type SigningAlgorithm } from './key-kinds.ts'

/** A key pair that lives as long as the run. The private half never leaves memory. */
export interface RunKey {
  /** Absent: a key of the target file that has none. */
  readonly kid?: string
  readonly alg: SigningAlgorithm
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** Public JWK (RFC 7517 section 4) with kid, alg and use. */
  readonly publicJwk: JsonObject
}

/** The key pairs of a run, by name: the same name and kind give the same pair. */
export interface KeyRing {
  key(name: string, kind?: KeyKind): RunKey
  /** From now on the name stands for this key, of whatever kind. */
  adopt(name: string, key: RunKey): void
}

/** Pairs that take longer to make than many exchanges: made once for all runs of the process. */
const rsaPairs = new Map<string, KeyPair>()

/** A fresh pair, or for RSA the one that the process has under this name: RS256 and PS256 use the same material (RFC 7518 sections 3.3, 3.5). */
function pairOf(kind: KeyKind, name: string): KeyPair {
  const rsa = { RS256: 2048, PS256: 2048, RS256_1024: 1024, ES256: 0, ES384: 0, EdDSA: 0 }[kind]
  if (rsa === 0) return generateKeys(kind)
  const place = `${rsa} ${name}`
  const pair = rsaPairs.get(place) ?? generateKeys(kind)
  rsaPairs.set(place, pair)
  return pair
}

/** Makes each key when it is first asked for. Keys are not made from the run's seed. */
export function createKeyRing(): KeyRing {
  const keys = new Map<string, RunKey>()
  const adopted = new Map<string, RunKey>()
  return {
    key(name, kind = 'ES256') {
      const place = `${kind} ${name}`
      const known = adopted.get(name) ?? keys.get(place)
      if (known !== undefined) return known
      const made = toRunKey(pairOf(kind, name), algorithmOf(kind), randomBytes(9).toString('base64url'))
      keys.set(place, made)
      return made
    },
    adopt: (name, key) => {
      adopted.set(name, key)
    },
  }
}

/** A key pair with what is said of it. */
export function toRunKey({ privateKey, publicKey }: KeyPair, alg: SigningAlgorithm, kid: string | undefined): RunKey {
  const named = kid === undefined ? {} : { kid }
  const jwk = trusted<JsonObject>(publicKey.export({ format: 'jwk' }))
  return { ...named, alg, privateKey, publicKey, publicJwk: { ...jwk, ...named, alg, use: 'sig' } }
}
