import { compactVerify } from 'jose'
import type { JsonObject } from '../../model/json.ts'
import { usableKeys } from '../authentication/assertion/keys.ts'
import type { Assertion } from '../authentication/assertion/read.ts'
import type { Context, TrustedIssuer } from '../state.ts'

/** The issuer's own key, and no other (RFC 8725 section 3.8). */
export const keysFor = async (_context: Context, { publicJwk }: TrustedIssuer): Promise<readonly JsonObject[]> => [
  publicJwk,
]

/** Whether the issuer signed the assertion (RFC 7523 section 3 (9)). */
export async function verifyGrant(context: Context, issuer: TrustedIssuer, assertion: Assertion): Promise<boolean> {
  const { rules } = context
  const { alg } = assertion.header
  if (typeof alg !== 'string' || !rules.grantAlgorithms().includes(alg)) return false
  const keys = await usableKeys(await rules.grantKeys(context, issuer, assertion), alg)
  for (const { key } of keys) {
    try {
      await compactVerify(assertion.text, key, { algorithms: [alg] })
      return true
    } catch {
      // Not by this key.
    }
  }
  return false
}
