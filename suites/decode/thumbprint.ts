import { createHash } from 'node:crypto'
import type { Json } from '../model/json.ts'
import { encodeBase64Url } from './base64url.ts'
import { isObject } from './json.ts'

/** The required members of a key by its type, in lexicographic order (RFC 7638 section 3.2, RFC 8037 section 2). */
const required: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
}

/**
 * The SHA-256 thumbprint of a public JWK in base64url (RFC 7638 section 3): over the required members alone. Undefined when the
 * value is no such key. Pure: a digest over public data.
 */
export function jwkThumbprint(jwk: Json | undefined): string | undefined {
  if (!isObject(jwk) || typeof jwk.kty !== 'string' || !Object.hasOwn(required, jwk.kty)) return undefined
  const members = (required[jwk.kty] ?? []).map((name) => [name, jwk[name]] as const)
  if (members.some(([, value]) => typeof value !== 'string')) return undefined
  return sha256(JSON.stringify(Object.fromEntries(members)))
}

/** Base64url of the SHA-256 digest of a text: also how a proof names the access token beside it (RFC 9449 section 4.2, `ath`). */
export const sha256 = (text: string): string => encodeBase64Url(createHash('sha256').update(text).digest())
