import { isObject } from '../decode/json.ts'
import { grants } from '../language/condition.ts'
import { publishedUrl } from '../language/published-url.ts'
import type { JsonObject } from '../model/json.ts'
import type { Client } from './clients/client.ts'
import type { ClientPool } from './clients/client-pool.ts'
import { requestToken } from './clients/register-client.ts'
import { type AssertionMethod, assertionMethods } from './needs.ts'
import type { RunContext } from './run-context.ts'

/**
 * Which audience of client assertions the server accepts: its issuer, as the newer texts have it (draft-ietf-oauth-rfc7523bis section 4,
 * FAPI 2.0), or the URL of its token endpoint (RFC 7523 section 3 (3)). RFC 7523 leaves the strings to an agreement out of band, so they are
 * tried. `methods`: the ways in which clients of the run authenticate. Undefined when no client authenticates by an assertion, or none of them works.
 */
export async function learnAudience(
  run: RunContext,
  pool: ClientPool,
  entry: Client | undefined,
  methods: readonly AssertionMethod[],
): Promise<string | undefined> {
  const client = await assertingClient(run, pool, entry, methods)
  if (client === undefined) return undefined
  for (const audience of candidates(run)) {
    if (run.signal.aborted) return undefined
    const answer = await requestToken(client, 'entry', { ...run, facts: { ...run.facts, audience } })
    if ('id' in answer && grants(answer)) return audience
  }
  return undefined
}

async function assertingClient(
  run: RunContext,
  pool: ClientPool,
  entry: Client | undefined,
  methods: readonly AssertionMethod[],
): Promise<Client | undefined> {
  if (entry !== undefined && asserts(entry.information)) return entry
  for (const method of methods) {
    if (run.facts.capabilities[method]?.offered !== true) continue
    const template = Object.keys(run.profile.clients).find(
      (name) => run.profile.clients[name]?.attempts[0]?.metadata.token_endpoint_auth_method === method,
    )
    const outcome = template === undefined ? undefined : await pool.client(template, 'first', { kind: 'run' })
    if (outcome?.kind === 'client' && asserts(outcome.client.information)) return outcome.client
  }
  return undefined
}

const asserts = ({ token_endpoint_auth_method: method }: JsonObject): boolean =>
  assertionMethods.some((each) => each === method)

function candidates({ facts, metadata }: RunContext): readonly string[] {
  const named = isObject(metadata) ? metadata.issuer : undefined
  const issuer = typeof named === 'string' ? named : facts.issuer
  const all = [issuer, publishedUrl(facts.endpoints.token), facts.endpoints.token?.url]
  return all.filter((each, index) => each !== undefined && all.indexOf(each) === index).flatMap((each) => each ?? [])
}
