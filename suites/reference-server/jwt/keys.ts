import { type KeyObject, randomBytes } from 'node:crypto'
import { exportJWK, type JWK } from 'jose'
import { makeKeyPair } from '../../key-pairs/make-key-pair.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Mode } from '../../model/mutant.ts'

export interface SigningKey {
  readonly alg: 'ES256' | 'RS256'
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** As published (RFC 7517). */
  readonly publicJwk: JWK
}

/** Makes a server's key: ES256 takes a millisecond; RS256, which RFC 9068 section 2.1 asks for, some hundred. */
export async function createSigningKey(mode: Mode, profile?: string): Promise<SigningKey> {
  const alg = algorithmFor(mode, profile)
  const { privateKey, publicKey } = await makeKeyPair(alg === 'ES256' ? 'P-256' : 'RSA-2048')
  const kid = randomBytes(12).toString('base64url')
  return { alg, kid, privateKey, publicKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

let shared: Promise<SigningKey> | undefined

/** The key of a server that brings none. To make one for RSA takes longer than a run: all servers of the process have the same. */
export function keyOfServer(mode: Mode, profile?: string): Promise<SigningKey> {
  if (algorithmFor(mode, profile) === 'ES256') return createSigningKey(mode, profile)
  shared ??= createSigningKey(mode, profile)
  return shared
}

/** FAPI 2.0 section 5.4.1 rules RS256 out. */
const algorithmFor = (mode: Mode, profile: string | undefined): SigningKey['alg'] =>
  mode === 'airlock' || profile === 'fapi2' ? 'ES256' : 'RS256'

/** The key as a member of a JWK Set: text members are all that an EC or RSA public key has. */
export const published = ({ publicJwk }: SigningKey): JsonObject =>
  Object.fromEntries(
    Object.entries(publicJwk).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
