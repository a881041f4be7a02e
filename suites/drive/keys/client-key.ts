import { calculateJwkThumbprint } from 'jose'
import { makeKeyPair } from '../../key-pairs/make-key-pair.ts'
import type { JsonObject } from '../../model/json.ts'
import { materialOf, type SigningAlgorithm } from './key-kinds.ts'

/** A key of a client that signs assertions: both halves as JWK. Its kid is the thumbprint (RFC 7638), so that no two keys share one. */
export async function makeClientKey(alg: SigningAlgorithm): Promise<{ secret: JsonObject; open: JsonObject }> {
  const { privateKey, publicKey } = await makeKeyPair(materialOf[alg])
  const jwk = publicKey.export({ format: 'jwk' })
  const named = { kid: await calculateJwkThumbprint(jwk), use: 'sig', alg }
  return {
    secret: membersOf({ ...privateKey.export({ format: 'jwk' }), ...named }),
    open: membersOf({ ...jwk, ...named }),
  }
}

const membersOf = (jwk: object): JsonObject =>
  Object.fromEntries(Object.entries(jwk).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
