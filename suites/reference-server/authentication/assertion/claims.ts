import type { Json, JsonObject } from '../../../model/json.ts'
import { type Client, type Context, now } from '../../state.ts'

/** Clocks differ a little (RFC 7519 section 4.1.4). */
const skewSeconds = 30

export const expFits = ({ exp }: JsonObject): boolean => typeof exp === 'number' && exp > now() - skewSeconds

export const nbfFits = ({ nbf }: JsonObject): boolean =>
  nbf === undefined || (typeof nbf === 'number' && nbf < now() + skewSeconds)

export const issuerFits = (client: Client, { iss }: JsonObject): boolean => iss === client.clientId

export const subjectFits = (client: Client, { sub }: JsonObject): boolean => sub === client.clientId

/** RFC 7523 section 3 (3): the server's own identity, letter by letter, alone or among others. */
export function audienceFits({ state }: Context, { aud }: JsonObject): boolean {
  const own: readonly Json[] = [state.issuer, `${state.baseUrl}${state.paths.token}`]
  return (Array.isArray(aud) ? aud : [aud ?? null]).some((each) => own.includes(each))
}

/** RFC 7523 section 3 (7): remembers each jti, by issuer, so that an assertion works once. One without jti cannot be told from a replay. */
export function isFirstUse({ state }: Context, { iss, jti }: JsonObject): boolean {
  if (typeof jti !== 'string') return false
  const id = JSON.stringify([iss ?? null, jti])
  if (state.assertions.has(id)) return false
  state.assertions.add(id)
  return true
}
