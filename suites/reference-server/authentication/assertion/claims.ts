import type { JsonObject } from '../../../model/json.ts'
import { type Client, type Context, now } from '../../state.ts'

/** Clocks differ a little (RFC 7519 section 4.1.4). */
const skewSeconds = 30

export const expFits = ({ exp }: JsonObject): boolean => typeof exp === 'number' && exp > now() - skewSeconds

export const nbfFits = ({ nbf }: JsonObject): boolean =>
  nbf === undefined || (typeof nbf === 'number' && nbf < now() + skewSeconds)

export const issuerFits = (client: Client, { iss }: JsonObject): boolean => iss === client.clientId

export const subjectFits = (client: Client, { sub }: JsonObject): boolean => sub === client.clientId

/** RFC 10070 section 4: the issuer identifier, letter by letter, as the sole value. */
export const audienceFits = ({ state }: Context, { aud }: JsonObject): boolean =>
  aud === state.issuer || (Array.isArray(aud) && aud.length === 1 && aud[0] === state.issuer)

/** Types of other kinds of JWT (RFC 8725 section 3.12), as RFC 7515 section 4.1.9 writes them. Any other typ is not looked at: a profile may define it. */
const otherTypes = ['at+jwt', 'dpop+jwt', 'oauth-authz-req+jwt', 'token-introspection+jwt']

export const typFits = ({ typ }: JsonObject): boolean =>
  typeof typ !== 'string' || !otherTypes.includes(typ.toLowerCase().replace(/^application\//u, ''))

/** RFC 7523 section 3 (7): remembers each jti, by issuer, so that an assertion works once. One without jti cannot be told from a replay. */
export function isFirstUse({ state }: Context, { iss, jti }: JsonObject): boolean {
  if (typeof jti !== 'string') return false
  const id = JSON.stringify([iss ?? null, jti])
  if (state.assertions.has(id)) return false
  state.assertions.add(id)
  return true
}
