import { importJWK } from 'jose'
import type { Json, JsonObject } from '../../../model/json.ts'
import { isJsonObject } from '../../wire/json.ts'

/** A key that can verify, and what its owner says of it. */
export interface VerificationKey {
  readonly jwk: JsonObject
  readonly key: Awaited<ReturnType<typeof importJWK>>
}

/** Members of a JWK Set that are objects at all. */
export const keysIn = (jwks: Json | undefined): readonly JsonObject[] => {
  const keys = isJsonObject(jwks) ? jwks.keys : undefined
  return Array.isArray(keys) ? keys.filter((each) => isJsonObject(each)) : []
}

/** Keys that cannot be used are skipped rather than spoiling the set (RFC 7517 section 5). */
export async function usableKeys(keys: readonly JsonObject[], alg: string): Promise<readonly VerificationKey[]> {
  const imported = await Promise.all(keys.map((jwk) => importable(jwk, alg)))
  return imported.flatMap((each) => each ?? [])
}

async function importable(jwk: JsonObject, alg: string): Promise<VerificationKey | undefined> {
  try {
    return { jwk, key: await importJWK({ ...jwk, kty: String(jwk.kty) }, alg) }
  } catch {
    return undefined
  }
}
