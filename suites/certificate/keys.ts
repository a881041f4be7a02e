import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { decodeJson, isObject } from '../decode/json.ts'
import { makeKeyPair } from '../key-pairs/make-key-pair.ts'
import type { PublicJwk } from '../model/bundle.ts'
import { InputError } from '../model/errors.ts'
import type { JsonObject } from '../model/json.ts'

const keyTypes = ['ed25519', 'p256'] as const
export type KeyType = (typeof keyTypes)[number]

/** A key to sign with, and its public half. */
export interface SigningKey {
  readonly key: KeyObject
  readonly jwk: PublicJwk
}

/** Makes a key pair; both halves as JWK text. It ends `days` after `now`. */
export async function makeKey(type: KeyType, days: number, now: Date): Promise<{ secret: string; open: string }> {
  const { privateKey } = await makeKeyPair(type === 'ed25519' ? 'Ed25519' : 'P-256')
  const iat = Math.floor(now.getTime() / 1000)
  const open = { ...(await publicJwk(privateKey)), use: 'sig', iat, exp: iat + days * 86_400 }
  const { d } = privateKey.export({ format: 'jwk' })
  return { secret: textOf({ ...open, d }), open: textOf(open) }
}

/** A private key from JWK or PKCS #8 PEM. Throws InputError for anything else than Ed25519 and P-256. */
export async function readSigningKey(text: string, path: string): Promise<SigningKey> {
  const json = jsonIn(text)
  if (json !== undefined && json.d === undefined)
    throw problem(`${path} holds a public key only`, 'Name the private key that "grantcheck keygen" wrote.')
  const key = attempt(path, () =>
    json === undefined ? createPrivateKey(text) : createPrivateKey({ key: { ...json }, format: 'jwk' }),
  )
  return { key, jwk: await withTimes(key, json, path) }
}

/** A public key from JWK or SPKI PEM. A private key is refused: it is not for reviewers. */
export async function readPublicKey(text: string, path: string): Promise<SigningKey> {
  const json = jsonIn(text)
  if (json?.d !== undefined || text.includes('PRIVATE KEY'))
    throw problem(
      `${path} holds a private key`,
      'Ask the signer for the public key, and to keep the private one: "grantcheck keygen" wrote it as KEY.pub in the same folder; of a PEM file, "openssl pkey -in KEY -pubout" prints it.',
    )
  const key = attempt(path, () =>
    json === undefined ? createPublicKey(text) : createPublicKey({ key: { ...json }, format: 'jwk' }),
  )
  return { key, jwk: await withTimes(key, json, path) }
}

/** The key of a bundle. Undefined when its members make no key, or its name is not its thumbprint. */
export async function embeddedKey(jwk: PublicJwk): Promise<SigningKey | undefined> {
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    const again = await publicJwk(key)
    return again.kid === jwk.kid ? { key, jwk } : undefined
  } catch {
    return undefined
  }
}

async function withTimes(key: KeyObject, json: JsonObject | undefined, path: string): Promise<PublicJwk> {
  const type = key.asymmetricKeyType
  const p256 = type === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
  if (type !== 'ed25519' && !p256)
    throw problem(
      `${path} is a key of type ${type ?? 'secret'}`,
      'Use Ed25519 or P-256: "grantcheck keygen" makes one.',
    )
  const { iat, exp } = json ?? {}
  return {
    ...(await publicJwk(key)),
    ...(typeof iat === 'number' ? { iat } : {}),
    ...(typeof exp === 'number' ? { exp } : {}),
  }
}

async function publicJwk(key: KeyObject): Promise<PublicJwk> {
  const half = key.type === 'private' ? createPublicKey(key) : key
  const { crv, x = '', y } = half.export({ format: 'jwk' })
  const kid = (jwk: Omit<PublicJwk, 'kid'>): Promise<string> => calculateJwkThumbprint({ ...jwk })
  if (crv === 'Ed25519') return { kty: 'OKP', crv, x, kid: await kid({ kty: 'OKP', crv, x }) }
  const ec = { kty: 'EC', crv: 'P-256', x, y: y ?? '' } as const
  return { ...ec, kid: await kid(ec) }
}

function jsonIn(text: string): JsonObject | undefined {
  const json = decodeJson(text.trim())
  return json.ok && isObject(json.value.value) ? json.value.value : undefined
}

function attempt(path: string, read: () => KeyObject): KeyObject {
  try {
    return read()
  } catch {
    throw problem(
      `${path} is no key that can be read`,
      'Give a JWK or a PEM file without passphrase: Ed25519 or P-256. "grantcheck keygen --out KEY" makes one.',
    )
  }
}

const problem = (message: string, fix: string): InputError => new InputError([{ message, fix }])
const textOf = (jwk: object): string => `${JSON.stringify(jwk, null, 2)}\n`
