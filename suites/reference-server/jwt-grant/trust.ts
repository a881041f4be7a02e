import { randomUUID } from 'node:crypto'
import { exportJWK } from 'jose'
import { makeKeyPair } from '../../key-pairs/make-key-pair.ts'
import type { Context } from '../state.ts'
import { isJsonObject } from '../wire/json.ts'

/** What an operator who has let the server trust an issuer tells a tester. */
export interface Trusted {
  readonly issuer: string
  /** Private key, PEM. */
  readonly key: string
  readonly subject: string
}

/** Tells the server of an issuer of authorization grants, with a key made for it. */
export async function trustIssuer({ state }: Context, enabled: boolean): Promise<Trusted> {
  const { privateKey, publicKey } = await makeKeyPair('P-256')
  const issuer = `https://issuer-${randomUUID()}.example`
  const jwk: unknown = await exportJWK(publicKey)
  state.issuers.set(issuer, { issuer, publicJwk: isJsonObject(jwk) ? jwk : {}, enabled })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { issuer, key, subject: 'ada@example.com' }
}
