import { jwtVerify } from 'jose'
import type { JsonObject } from '../../model/json.ts'
import type { Context } from '../state.ts'
import { isJsonObject } from '../wire/json.ts'

/** Claims of a token that this server signed, that has not expired and was not revoked; otherwise undefined. */
export async function verifyToken({ state }: Context, token: string): Promise<JsonObject | undefined> {
  if (state.revoked.has(token)) return undefined
  const { publicKey, alg } = await state.key
  try {
    const { payload } = await jwtVerify(token, publicKey, { algorithms: [alg] })
    return isJsonObject(payload) ? payload : undefined
  } catch {
    // Whatever is wrong with it: to this server the token means nothing.
    return undefined
  }
}
