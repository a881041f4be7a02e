import type { Json, JsonObject } from '../../model/json.ts'
import { badRequest, type OAuthError } from '../result.ts'
import { isJsonObject } from '../wire/json.ts'

/** Members of a JWK that hold a secret (RFC 7518 sections 6.2.2, 6.3.2, 6.4.1). */
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** RFC 7591 section 2: jwks is a JWK Set of public keys and never stands beside jwks_uri. */
export function checkKeys({ jwks, jwks_uri: uri }: JsonObject): OAuthError | undefined {
  if (jwks === undefined) return undefined
  if (uri !== undefined) return invalid('jwks and jwks_uri exclude each other')
  const keys = isJsonObject(jwks) ? jwks.keys : undefined
  if (!Array.isArray(keys)) return invalid('jwks is not a JWK Set')
  return keys.every(isPublicKey) ? undefined : invalid('jwks holds something that is not a public key')
}

const isPublicKey = (key: Json): boolean =>
  isJsonObject(key) && typeof key.kty === 'string' && !secretMembers.some((name) => Object.hasOwn(key, name))

const invalid = (description: string): OAuthError => badRequest('invalid_client_metadata', description)
