import { randomUUID } from 'node:crypto'
import { decodeJson, isObject } from '../../decode/json.ts'
import { publishedUrl } from '../../language/published-url.ts'
import type { JsonObject } from '../../model/json.ts'
import type { AssertionSpec } from '../../model/scenario.ts'
import type { GrantIssuer } from '../../model/target.ts'
import { keyFor } from '../auth/assertion/key-for.ts'
import { planAssertion } from '../auth/assertion/plan.ts'
import type { Pair } from '../auth/parts.ts'
import { signAssertion } from '../auth/private-key-jwt.ts'
import { issuerKeys } from '../keys/configured-keys.ts'
import { usualKey } from '../keys/usual-key.ts'
import type { NoRequest, RequestContext } from './context.ts'

/** Short, so that nobody caps it (RFC 7523 section 3 (4)), and long enough for a slow server. */
const lifeSeconds = 120

interface Granted {
  readonly kind: 'members'
  readonly members: readonly Pair[]
}

/** The form members of an authorization grant by a JWT (RFC 7523 section 2.1), signed by the issuer of the target file unless the step says otherwise. */
export async function grantAssertion(
  spec: AssertionSpec | undefined,
  context: RequestContext,
): Promise<Granted | NoRequest> {
  const entry = spec?.issuer === 'disabled' ? 'disabledIssuer' : 'assertionIssuer'
  const issuer = context.target[entry]
  if (issuer === undefined) return { kind: 'skipped', because: `the target file has no ${entry}` }
  const { keys, owners, scope, now } = context
  const own = await keys.key(`${issuerKeys[entry]} ${usualKey}`)
  const signing = { keys, owner: owners.client, otherOwner: owners.second, scope, now }
  const foreign = spec?.key !== undefined || spec?.of !== undefined
  const found = foreign ? await keyFor(spec, signing) : { kind: 'key' as const, key: own }
  if (found.kind !== 'key') return found
  const { alg } = found.key
  // The header names the key of the issuer, whoever signs.
  const typ = isIdJag(context) ? { typ: 'oauth-id-jag+jwt' } : {}
  const header = { ...typ, alg, ...(own.kid === undefined ? {} : { kid: own.kid }) }
  const planned = planAssertion(spec, { header, claims: usualClaims(issuer, context) }, signing)
  if (planned.kind !== 'plan') return planned
  const assertion = signAssertion(planned, header, found.key)
  const one: Pair = ['assertion', planned.fault === 'two_joined' ? `${assertion} ${assertion}` : assertion]
  return { kind: 'members', members: planned.fault === 'sent_twice' ? [one, one] : [one] }
}

/** An identity assertion grant says so in its header, and names the client (draft-ietf-oauth-identity-assertion-authz-grant section 3.1). */
const isIdJag = ({ scope }: RequestContext): boolean => scope.facts.capabilities.id_jag?.offered === true

/** As RFC 7523 section 3 asks for them, and what the target file adds. */
function usualClaims(issuer: GrantIssuer, context: RequestContext): JsonObject {
  const { now, scope, client } = context
  const { facts, metadata } = scope
  const named = isObject(metadata) ? metadata.issuer : undefined
  const audience = typeof named === 'string' ? named : facts.issuer
  const more = issuer.claims === undefined ? undefined : decodeJson(issuer.claims)
  const added = more?.ok && isObject(more.value.value) ? more.value.value : {}
  return {
    iss: issuer.issuer,
    sub: issuer.subject,
    aud: issuer.audience ?? audience ?? publishedUrl(facts.endpoints.token) ?? '',
    jti: randomUUID(),
    iat: now,
    exp: now + lifeSeconds,
    ...(isIdJag(context) ? { client_id: client?.client_id ?? '' } : {}),
    ...added,
  }
}
