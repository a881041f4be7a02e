import type { JsonObject } from '../../model/json.ts'
import type { Access } from '../access/rules.ts'
import type { Assertion } from '../authentication/assertion/read.ts'
import { badRequest, ok, type Result, refuse } from '../result.ts'
import { type Binding, type Client, type Context, now, type TrustedIssuer } from '../state.ts'
import type { Form } from '../wire/form.ts'
import { jwtGrant } from './grant.ts'
import { keysFor, verifyGrant } from './verify.ts'

/** JWT bearer grant (RFC 7523 section 2.1): each step of its section 3 is one rule. */
export interface JwtGrantRules {
  readonly jwtGrant: typeof jwtGrant
  readonly assertionOf: (form: Form) => Result<string>
  readonly grantHeaderFits: (header: JsonObject) => boolean
  /** Whom the server was told to trust, by the assertion's `iss`. */
  readonly grantIssuer: (context: Context, assertion: Assertion) => TrustedIssuer | undefined
  readonly isTrusted: (issuer: TrustedIssuer) => boolean
  readonly grantSubject: (claims: JsonObject) => string | undefined
  readonly grantAudienceFits: (context: Context, claims: JsonObject) => boolean
  readonly grantIsAlive: (claims: JsonObject) => boolean
  readonly grantHasBegun: (claims: JsonObject) => boolean
  readonly grantAlgorithms: () => readonly string[]
  readonly grantKeys: (context: Context, issuer: TrustedIssuer, assertion: Assertion) => Promise<readonly JsonObject[]>
  readonly verifyGrant: (context: Context, issuer: TrustedIssuer, assertion: Assertion) => Promise<boolean>
  /** What else a profile wants of the claims. */
  readonly grantFitsClient: (context: Context, client: Client, claims: JsonObject) => boolean
  /** Whether the key that the request proves is the one that the assertion is bound to. */
  readonly grantBindingFits: (claims: JsonObject, binding: Binding | undefined) => boolean
  readonly isNewGrant: (context: Context, claims: JsonObject) => boolean
  readonly grantScope: (client: Client, claims: JsonObject, requested: string | undefined) => Result<readonly string[]>
  readonly grantAccess: (context: Context, form: Form, claims: JsonObject, scope: readonly string[]) => Result<Access>
  readonly grantLife: (claims: JsonObject) => number
  readonly grantResponse: (response: JsonObject) => JsonObject
}

declare module '../state.ts' {
  interface Rules extends JwtGrantRules {}
}

/** Clocks differ a little (RFC 7523 section 3 (4)). */
const skewSeconds = 30

export const jwtGrantRules: JwtGrantRules = {
  jwtGrant,
  assertionOf: (form) => {
    const text = form.get('assertion')
    return text === undefined ? refuse(badRequest('invalid_request', 'assertion is missing')) : ok(text)
  },
  // A client assertion says what it is, and so do an access token and a proof (RFC 8725 section 3.11).
  grantHeaderFits: ({ typ, crit }) => crit === undefined && (typ === undefined || typ === 'JWT'),
  grantIssuer: ({ state }, { claims: { iss } }) => (typeof iss === 'string' ? state.issuers.get(iss) : undefined),
  isTrusted: ({ enabled }) => enabled,
  grantSubject: ({ sub }) => (typeof sub === 'string' && sub !== '' ? sub : undefined),
  grantAudienceFits: (context, claims) => context.rules.audienceFits(context, claims),
  grantIsAlive: ({ exp }) => typeof exp === 'number' && exp > now() - skewSeconds,
  grantHasBegun: ({ nbf }) => nbf === undefined || (typeof nbf === 'number' && nbf < now() + skewSeconds),
  grantAlgorithms: () => ['RS256', 'PS256', 'ES256', 'EdDSA'],
  grantKeys: keysFor,
  verifyGrant,
  grantFitsClient: () => true,
  grantBindingFits: () => true,
  isNewGrant: () => true,
  grantScope: (client, { scope }, requested) => {
    const most =
      typeof scope === 'string' ? client.scope.filter((word) => scope.split(' ').includes(word)) : client.scope
    if (requested === undefined) return ok(most)
    const asked = requested.split(' ')
    return asked.every((word) => most.includes(word))
      ? ok(asked)
      : refuse(badRequest('invalid_scope', 'scope exceeds what was granted'))
  },
  grantAccess: (context, form, _claims, scope) => context.rules.grantedAccess(context, form, scope),
  grantLife: () => 600,
  grantResponse: (response) => response,
}
