import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { decodeJson, isObject } from '../../decode/json.ts'
import { trusted } from '../../decode/trusted.ts'
import { InputError } from '../../model/errors.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import type { Target } from '../../model/target.ts'
import type { SigningAlgorithm } from './key-kinds.ts'
import { type RunKey, toRunKey } from './key-ring.ts'
import { listedRsa } from './usual-algorithm.ts'

/** Owner of the key of the caller that the target file names for introspection. */
export const introspectionKeys = 'introspection'

/** Owners of the keys of the issuers in the target file. */
export const issuerKeys = { assertionIssuer: 'assertion issuer', disabledIssuer: 'disabled issuer' } as const

const clients = ['client', 'secondClient', 'introspectionClient'] as const
const issuers = ['assertionIssuer', 'disabledIssuer'] as const
type Entry = (typeof clients)[number] | (typeof issuers)[number]

/** The private keys of the target file's clients and issuers, by entry. */
export type ConfiguredKeys = Readonly<Partial<Record<Entry, RunKey>>>

/** Reads them. Throws InputError for a key that cannot be read; the message never holds any of it. */
export function configuredKeys(target: Target): ConfiguredKeys {
  const keys: Partial<Record<Entry, RunKey>> = {}
  for (const name of clients) {
    const text = target[name]?.private_key
    if (text !== undefined) keys[name] = readKey(text, `private_key of ${name}`)
  }
  for (const name of issuers) {
    const text = target[name]?.key
    if (text !== undefined) keys[name] = readKey(text, `key of ${name}`)
  }
  return keys
}

function readKey(text: string, what: string): RunKey {
  const found = privateKey(text)
  const alg = found === undefined ? undefined : algorithmOf(found.key, found.jwk?.alg)
  if (found === undefined || alg === undefined) {
    const message = `the ${what} is not a private key that grantcheck can sign with`
    const fix =
      'Give a JWK, or PKCS #8 in PEM without passphrase: EC (P-256, P-384, P-521), RSA of 2048 bits or more, or Ed25519.'
    throw new InputError([{ message, fix }])
  }
  const { kid, alg: named } = found.jwk ?? {}
  const key = toRunKey(
    { privateKey: found.key, publicKey: createPublicKey(found.key) },
    alg,
    typeof kid === 'string' ? kid : undefined,
  )
  return named === undefined && found.key.asymmetricKeyType === 'rsa' ? { ...key, anyRsa: true } : key
}

/** The key as this server takes it: an RSA key that is for no algorithm in particular signs by the first one that the server lists. */
export function forServer(key: RunKey, metadata: Json | undefined): RunKey {
  const alg = key.anyRsa ? listedRsa(metadata) : undefined
  return alg === undefined ? key : toRunKey(key, alg, key.kid)
}

function privateKey(text: string): { readonly key: KeyObject; readonly jwk?: JsonObject } | undefined {
  const json = text.trimStart().startsWith('{') ? decodeJson(text) : undefined
  try {
    if (json === undefined) return { key: createPrivateKey(text) }
    if (!json.ok || !isObject(json.value.value)) return undefined
    const jwk = json.value.value
    return { key: createPrivateKey({ key: trusted<JsonWebKey>(jwk), format: 'jwk' }), jwk }
  } catch {
    // What the library says may quote the key.
    return undefined
  }
}

/** What a curve is for (RFC 7518 section 3.4), by the name that OpenSSL has for it. */
const curves: Readonly<Record<string, SigningAlgorithm>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
}

const rsaAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const

function algorithmOf(key: KeyObject, named: Json | undefined): SigningAlgorithm | undefined {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {}
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return named === 'Ed25519' ? 'Ed25519' : 'EdDSA'
    case 'ec':
      return curves[namedCurve ?? '']
    case 'rsa':
      return modulusLength < 2048 ? undefined : (rsaAlgorithms.find((each) => each === named) ?? 'RS256')
    default:
      return undefined
  }
}
