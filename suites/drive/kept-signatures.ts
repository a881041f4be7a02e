import { isDeepStrictEqual } from 'node:util'
import { clockOf, readAnswer } from '../decode/answer.ts'
import { decodeJws } from '../decode/jws.ts'
import { at } from '../decode/pointer.ts'
import { tagIn } from '../decode/tag.ts'
import type { Evidence, Exchange, KeptSignatures } from '../model/evidence.ts'
import type { JsonObject } from '../model/json.ts'
import { attestSignatures } from './attest.ts'
import { informationIn } from './clients/client.ts'
import { createRegistry } from './clients/registry.ts'
import { reachedAt } from './discover/reached-at.ts'

/** What of the evidence says which signatures may be kept. */
type Seen = Pick<Evidence, 'run' | 'facts' | 'exchanges' | 'secrets'>

/** A JWT that an answer has as its access token. */
export interface IssuedJwt {
  /** "access_token#3f2a" */
  readonly key: string
  /** Header and payload as they were sent, with the dot between them: what is signed (RFC 7515 section 5.1). */
  readonly signingInput: string
  readonly claims: JsonObject
  readonly exchange: Exchange
}

/** The access tokens of the evidence that are JWTs, each once. */
export function issuedJwts({ exchanges }: Pick<Evidence, 'exchanges'>): readonly IssuedJwt[] {
  const found = new Map<string, IssuedJwt>()
  for (const exchange of exchanges) {
    const token = at(readAnswer(exchange).json, '/access_token')
    const key = typeof token === 'string' ? tagIn(token) : undefined
    if (typeof token !== 'string' || key === undefined || found.has(key)) continue
    const jws = decodeJws(token)
    const signingInput = token.slice(0, token.lastIndexOf('.'))
    if (jws.ok) found.set(key, { key, signingInput, claims: jws.value.claims, exchange })
  }
  return [...found.values()]
}

/**
 * Says why the signature of a token may not be kept; undefined where it may: the keys that the run read verify it, the token had expired `leeway` seconds before the run ended, and its client is one that the
 * run had deleted by then. Evidence alone decides that, so anybody can ask again.
 */
export function keepingRule(seen: Seen, leeway: number): (token: IssuedJwt) => string | undefined {
  const end = endOf(seen)
  const deleted = deletedClients(seen)
  const early =
    leeway === 0
      ? 'the token had not expired when the run ended'
      : `the token had not been expired for ${leeway} s when the run ended`
  return ({ key, claims, exchange }) => {
    const { exp } = claims
    if (seen.secrets[key]?.signature?.kind !== 'verified') return 'no published key had verified the signature'
    if (typeof exp !== 'number') return 'the token has no exp'
    const said = at(readAnswer(exchange).json, '/expires_in')
    const expires = Math.max(exp, typeof said === 'number' ? clockOf(exchange) + said : exp)
    if (!(expires + leeway < end)) return early
    // RFC 9068 section 2.2; azp and cid are what some servers say in its place.
    const client = claims.client_id ?? claims.azp ?? claims.cid ?? claims.sub
    return typeof client === 'string' && deleted.has(client)
      ? undefined
      : 'the claims name no client that the run has deleted'
  }
}

/** In seconds since 1970, by whichever clock is behind: that of the server at its last answer, or that of the run. */
function endOf({ run, exchanges }: Seen): number {
  const last = exchanges.findLast(({ response }) => response !== undefined)
  const end = (Date.parse(run.startedAt) + run.durationMs) / 1000
  return last === undefined ? end : Math.min(end, clockOf(last))
}

function deletedClients({ exchanges, facts }: Seen): ReadonlySet<string> {
  const registry = createRegistry((uri) => reachedAt(uri, facts.endpoints))
  const ids = new Set<string>()
  for (const exchange of exchanges) {
    registry.observe(exchange)
    const id = exchange.operation === 'register' ? informationIn(exchange)?.client_id : undefined
    if (id !== undefined) ids.add(id)
  }
  for (const { id } of registry.remaining()) ids.delete(id)
  return ids
}

/** Whether the keys in the evidence verify the signature, as the run has attested. Header and payload are those that the evidence shows. */
export function verifiesAsAttested({
  exchanges,
  secrets,
}: Seen): (token: Pick<IssuedJwt, 'key' | 'signingInput'>, signature: string) => boolean {
  const keySets = exchanges.filter(({ operation }) => operation === 'jwks')
  return ({ key, signingInput }, signature) => {
    const token = `${signingInput}.${signature}`
    return isDeepStrictEqual(attestSignatures([token], keySets).get(token), secrets[key]?.signature)
  }
}

/** Chooses what is kept. `tokenOf`: the token itself, by its tag. */
export function keepSignatures(
  seen: Seen,
  leeway: number,
  tokenOf: (key: string) => string | undefined,
): KeptSignatures {
  const whyNot = keepingRule(seen, leeway)
  const verifies = verifiesAsAttested(seen)
  const signatures: Record<string, string> = {}
  const notKept = new Map<string, number>()
  for (const token of issuedJwts(seen)) {
    const { key, signingInput } = token
    const value = tokenOf(key) ?? ''
    const signature = value.slice(signingInput.length + 1)
    const isShown = value === `${signingInput}.${signature}` && verifies(token, signature)
    const because = whyNot(token) ?? (isShown ? undefined : 'a part of what was signed is redacted')
    if (because === undefined) signatures[key] = signature
    else notKept.set(because, (notKept.get(because) ?? 0) + 1)
  }
  return { signatures, notKept: [...notKept].map(([because, tokens]) => ({ because, tokens })) }
}

/** Why tokens have no signature there, in one clause. */
export const whyNotKept = ({ notKept }: KeptSignatures): string =>
  notKept.length === 0
    ? 'no answer of the run has an access token that is a JWT'
    : notKept.map(({ because, tokens }) => `${because} (${tokens} ${tokens === 1 ? 'token' : 'tokens'})`).join('; ')
