import { clockOf, readAnswer } from '../decode/answer.ts'
import { isObject } from '../decode/json.ts'
import { decodeJws } from '../decode/jws.ts'
import { at } from '../decode/pointer.ts'
import type { Exchange, TargetFacts } from '../model/evidence.ts'

export interface TokenLife {
  /** Seconds since 1970. */
  readonly expiresAt: number
  /** Seconds, as of the answer that delivered the token. */
  readonly lifetime: number
}

/**
 * When the access token of a token response expires: its `exp` claim if it is a JWT, else `expires_in` (RFC 6749
 * section 5.1). Undefined when neither says, which counts as never.
 */
export function tokenLife(minted: Exchange): TokenLife | undefined {
  const body = readAnswer(minted).json
  if (!isObject(body)) return undefined
  const received = clockOf(minted)
  const exp = expiryClaim(body.access_token)
  if (exp !== undefined) return { expiresAt: exp, lifetime: exp - received }
  const seconds = at(body, '/expires_in')
  return typeof seconds === 'number' ? { expiresAt: received + seconds, lifetime: seconds } : undefined
}

function expiryClaim(token: unknown): number | undefined {
  if (typeof token !== 'string') return undefined
  const jws = decodeJws(token)
  const exp = jws.ok ? jws.value.claims.exp : undefined
  return typeof exp === 'number' ? exp : undefined
}

/**
 * True when, at `moment` (seconds), the token has less life left than the margin: the parameter minRemainingSeconds
 * (default 10), or a tenth of its lifetime where that is more. An answer about such a token may be about its expiry.
 */
export function isExpiring(life: TokenLife | undefined, moment: number, facts: TargetFacts): boolean {
  if (life === undefined) return false
  const configured = facts.parameters.minRemainingSeconds
  const margin = Math.max(typeof configured === 'number' ? configured : 10, life.lifetime / 10)
  return life.expiresAt - moment < margin
}
