import { isObject } from '../decode/json.ts'
import { grants } from '../language/condition.ts'
import { publishedUrl } from '../language/published-url.ts'
import type { TargetFacts } from '../model/evidence.ts'
import type { Client } from './clients/client.ts'
import type { ClientPool } from './clients/client-pool.ts'
import { requestToken } from './clients/register-client.ts'
import { type AssertionMethod, assertionMethods } from './needs.ts'
import type { RunContext } from './run-context.ts'

/** The type of a client assertion (RFC 10070 section 4). */
const assertionType = 'client-authentication+jwt'

type Addressed = Pick<TargetFacts, 'audience' | 'assertionTyp' | 'tokenProof'>

/**
 * How a client assertion has to be made out for this server: to its issuer, as the newer texts have it (RFC 10070 section 4, FAPI 2.0), or to the URL of its
 * token endpoint (RFC 7523 section 3 (3)), with the type of RFC 10070 or without any. Servers exist that take typed ones only, and older ones may
 * refuse them, so the pairs are tried, the newest form first, or the one that the profile's own document asks for. `methods`: the ways in which clients of the run authenticate. Nothing, when no client
 * authenticates by an assertion, or none of the forms works.
 */
export async function learnAudience(
  run: RunContext,
  pool: ClientPool,
  entry: Client | undefined,
  methods: readonly AssertionMethod[],
): Promise<Addressed> {
  const client = await assertingClient(run, pool, entry, methods)
  if (client === undefined) return {}
  for (const addressed of candidates(run)) {
    if (run.signal.aborted) return {}
    const answer = await requestToken(client, 'entry', { ...run, facts: { ...run.facts, ...addressed } })
    if (answer.kind !== 'asked' || !grants(answer.exchange)) continue
    const { tokenProof } = answer
    return { ...addressed, ...(tokenProof === undefined ? {} : { tokenProof }) }
  }
  return {}
}

async function assertingClient(
  run: RunContext,
  pool: ClientPool,
  entry: Client | undefined,
  methods: readonly AssertionMethod[],
): Promise<Client | undefined> {
  if (entry !== undefined && asserts(entry)) return entry
  for (const method of methods) {
    if (run.facts.capabilities[method]?.offered !== true) continue
    const template = Object.keys(run.profile.clients).find(
      (name) => run.profile.clients[name]?.attempts[0]?.metadata.token_endpoint_auth_method === method,
    )
    const outcome = template === undefined ? undefined : await pool.client(template, 'first', { kind: 'run' })
    if (outcome?.kind === 'client' && asserts(outcome.client)) return outcome.client
  }
  return undefined
}

/** Whether a client authenticates by an assertion, which has to be made out right. */
export const asserts = ({ information: { token_endpoint_auth_method: method } }: Client): boolean =>
  assertionMethods.some((each) => each === method)

/** What the profile says comes first; then the other ways. */
function candidates({ facts, metadata, profile: { assertion } }: RunContext): readonly Addressed[] {
  const named = isObject(metadata) ? metadata.issuer : undefined
  const issuer = typeof named === 'string' ? named : facts.issuer
  const endpoint = [publishedUrl(facts.endpoints.token), facts.endpoints.token?.url]
  const audiences = assertion?.audience === 'token-endpoint' ? [...endpoint, issuer] : [issuer, ...endpoint]
  const types = [...new Set([assertion?.typ ?? assertionType, assertionType])]
  return [...new Set(audiences)].flatMap((audience) =>
    audience === undefined ? [] : [...types.map((assertionTyp) => ({ audience, assertionTyp })), { audience }],
  )
}
