import { randomUUID } from 'node:crypto'
import { isObject } from '../../../decode/json.ts'
import { publishedUrl } from '../../../language/published-url.ts'
import type { Scope } from '../../../language/scope.ts'
import type { JsonObject } from '../../../model/json.ts'

/** Long enough for a slow server, short enough for those that cap the life of an assertion (RFC 7523 section 3 (4)). */
const lifeSeconds = 120

/**
 * The claims of a correct client assertion (RFC 7523 section 3, OpenID Connect Core section 9). The jti is not made from the run's seed: a
 * server that remembers it would take the next run for a replay.
 */
export function usualClaims(
  clientId: string,
  { now, scope }: { readonly now: number; readonly scope: Scope },
): JsonObject {
  const claims = { iss: clientId, sub: clientId, aud: usualAudience(scope), jti: randomUUID() }
  return { ...claims, iat: now, exp: now + lifeSeconds }
}

/** The typ that the server was seen to accept, if any (RFC 10070 section 4). */
export const usualTyp = ({ facts: { assertionTyp: typ } }: Scope): JsonObject => (typ === undefined ? {} : { typ })

/** What the server was seen to accept; before that its issuer, which every text allows (RFC 10070 section 4). */
function usualAudience({ facts, metadata }: Scope): string {
  if (facts.audience !== undefined) return facts.audience
  const named = isObject(metadata) ? metadata.issuer : undefined
  const issuer = typeof named === 'string' ? named : facts.issuer
  return issuer ?? publishedUrl(facts.endpoints.token) ?? ''
}
