import type { JsonObject } from '../../../model/json.ts'
import type { Client, Context } from '../../state.ts'
import { audienceFits, expFits, isFirstUse, issuerFits, nbfFits, subjectFits, typFits } from './claims.ts'
import { keysAt } from './client-keys.ts'
import { type Fetched, fetchKeySet } from './fetch-key-set.ts'
import { keysIn } from './keys.ts'
import { type Assertion, readAssertion } from './read.ts'
import { verifyAssertion } from './verify.ts'

/** Client authentication by private_key_jwt and client_secret_jwt: each step of RFC 7523 section 3 is one rule. */
export interface AssertionRules {
  /** Published, and enforced (RFC 8414 section 2). */
  readonly assertionAlgorithms: () => readonly string[]
  readonly isAssertionType: (type: string | undefined) => boolean
  readonly readAssertion: (text: string) => Assertion | undefined
  /** Whom the assertion is about; `clientId` is the request's own parameter (RFC 7521 section 4.2). */
  readonly assertingClient: (context: Context, assertion: Assertion, clientId: string | undefined) => Client | undefined
  readonly assertionAlgorithmFits: (client: Client, alg: string) => boolean
  /** Keys of the client, registered by value or by reference. */
  readonly assertionKeys: (context: Context, client: Client, header: JsonObject) => Promise<readonly JsonObject[]>
  /** What stands at a jwks_uri. Undefined: nothing that can be used. */
  readonly fetchKeySet: (uri: string) => Promise<Fetched | undefined>
  readonly keyFits: (jwk: JsonObject, header: JsonObject, alg: string) => boolean
  readonly assertionMacKey: (secret: string) => Uint8Array
  /** Extensions that may stand in crit (RFC 7515 section 4.1.11). */
  readonly understoodExtensions: () => Readonly<Record<string, boolean>>
  readonly verifyAssertion: (context: Context, client: Client, assertion: Assertion) => Promise<boolean>
  readonly typFits: (header: JsonObject) => boolean
  readonly issuerFits: (client: Client, claims: JsonObject) => boolean
  readonly subjectFits: (client: Client, claims: JsonObject) => boolean
  readonly audienceFits: (context: Context, claims: JsonObject) => boolean
  readonly expFits: (claims: JsonObject) => boolean
  readonly nbfFits: (claims: JsonObject) => boolean
  readonly isFirstUse: (context: Context, claims: JsonObject) => boolean
}

declare module '../../state.ts' {
  interface Rules extends AssertionRules {}
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export const assertionRules: AssertionRules = {
  assertionAlgorithms: () => ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519', 'HS256'],
  isAssertionType: (type) => type === assertionType,
  readAssertion,
  assertingClient: ({ rules, ...context }, { claims: { sub } }, clientId) =>
    typeof sub === 'string' && (clientId === undefined || clientId === sub)
      ? rules.findClient({ rules, ...context }, sub)
      : undefined,
  assertionAlgorithmFits: ({ metadata }, alg) => {
    const { token_endpoint_auth_method: method, token_endpoint_auth_signing_alg: registered } = metadata
    return fitsMethod(method, alg) && (registered === undefined || registered === alg)
  },
  assertionKeys: async (context, { metadata: { jwks, jwks_uri: uri } }, { kid }) =>
    typeof uri === 'string' ? keysAt(uri, kid, context) : keysIn(jwks),
  fetchKeySet,
  keyFits: (jwk, { kid }, alg) =>
    (kid === undefined || jwk.kid === kid) && (jwk.alg === undefined || jwk.alg === alg) && jwk.use !== 'enc',
  assertionMacKey: (secret) => new TextEncoder().encode(secret),
  understoodExtensions: () => ({}),
  verifyAssertion,
  typFits,
  issuerFits,
  subjectFits,
  audienceFits,
  expFits,
  nbfFits,
  isFirstUse,
}

/** RFC 8725 section 3.1: a MAC is for clients with a shared secret, a signature for those with a key. */
export const fitsMethod = (method: unknown, alg: string): boolean =>
  method === 'client_secret_jwt'
    ? alg === 'HS256'
    : method === 'private_key_jwt' && ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'].includes(alg)
