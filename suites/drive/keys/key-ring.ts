import { type KeyObject, randomBytes } from 'node:crypto'
import { trusted } from '../../decode/trusted.ts'
import { type KeyPair, makeKeyPair } from '../../key-pairs/make-key-pair.ts'
import type { JsonObject } from '../../model/json.ts'
import type { KeyKind } from '../../model/vocabulary.ts'
import { algorithmOf, materialOf, type SigningAlgorithm } from './key-kinds.ts'

/** A key pair that lives as long as the run. The private half never leaves memory. */
export interface RunKey {
  /** Absent: a key of the target file that has none. */
  readonly kid?: string
  readonly alg: SigningAlgorithm
  /** True: an RSA key of the target file, which says nothing of its algorithm. */
  readonly anyRsa?: true
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** Public JWK (RFC 7517 section 4) with kid, alg and use. */
  readonly publicJwk: JsonObject
}

/** The key pairs of a run, by name: the same name and kind give the same pair. Names that differ only behind a `~` share their kid. */
export interface KeyRing {
  /** Made in another thread when it is first asked for: nobody else waits for it. */
  key(name: string, kind?: KeyKind): Promise<RunKey>
  /** The same key, where it has been made. For references, which are resolved without waiting. */
  made(name: string, kind?: KeyKind): RunKey | undefined
  /** From now on the name stands for this key, of whatever kind. */
  adopt(name: string, key: RunKey): void
}

/** Pairs that take longer to make than many exchanges: made once for all runs of the process. */
const rsaPairs = new Map<string, Promise<KeyPair>>()

/** A fresh pair, or for RSA the one that the process has under this name. */
function pairOf(kind: KeyKind, name: string): Promise<KeyPair> {
  const material = materialOf[kind]
  if (!material.startsWith('RSA')) return makeKeyPair(material)
  const place = `${material} ${name}`
  const pair = rsaPairs.get(place) ?? makeKeyPair(material)
  rsaPairs.set(place, pair)
  return pair
}

/** Makes each key when it is first asked for. Keys are not made from the run's seed. */
export function createKeyRing(): KeyRing {
  const making = new Map<string, Promise<RunKey>>()
  const keys = new Map<string, RunKey>()
  const adopted = new Map<string, RunKey>()
  const shared = new Map<string, string>()
  const kidOf = (name: string): string => {
    const fresh = randomBytes(9).toString('base64url')
    if (!name.includes('~')) return fresh
    const [family = ''] = name.split('~')
    const kid = shared.get(family) ?? fresh
    shared.set(family, kid)
    return kid
  }
  const make = async (place: string, name: string, kind: KeyKind): Promise<RunKey> => {
    const key = toRunKey(await pairOf(kind, name), algorithmOf(kind), kidOf(name))
    keys.set(place, key)
    return key
  }
  return {
    async key(name, kind = 'ES256') {
      const own = adopted.get(name)
      if (own !== undefined) return own
      const place = `${kind} ${name}`
      const key = making.get(place) ?? make(place, name, kind)
      making.set(place, key)
      return key
    },
    made: (name, kind = 'ES256') => adopted.get(name) ?? keys.get(`${kind} ${name}`),
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
