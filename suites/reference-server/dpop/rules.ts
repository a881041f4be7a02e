import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose'
import type { JsonObject } from '../../model/json.ts'
import { pick } from '../registration/members.ts'
import { badRequest, type OAuthError } from '../result.ts'
import { type Client, type Context, now } from '../state.ts'
import type { Incoming } from '../wire/incoming.ts'
import type { HeaderFields } from '../wire/reply.ts'
import { decodeProof, type Proof } from './proof.ts'
import { sameUri } from './same-uri.ts'

/** A proof and the request that it came with. */
export interface SeenProof {
  readonly context: Context
  readonly incoming: Incoming
  readonly proof: Proof
  /** The access token that the request presents; absent at the token endpoint. */
  readonly token?: string
}

type ProofRule = (seen: SeenProof) => boolean

/** RFC 9449: one rule for each check of section 4.3, and what is done with a proof. */
export interface DpopRules {
  /** As published (section 5.1). None: the server does not know DPoP and ignores the header field. */
  readonly dpopAlgorithms: () => readonly string[]
  /** The value of the DPoP header field. Node joins several fields with a comma, which no JWT contains. */
  readonly dpopField: (incoming: Incoming) => string | undefined
  readonly decodeProof: (text: string) => Proof | undefined
  readonly proofHasClaims: ProofRule
  readonly proofHasType: ProofRule
  readonly proofHasAlgorithm: ProofRule
  readonly proofIsSigned: (seen: SeenProof) => Promise<boolean>
  readonly proofKeyIsPublic: ProofRule
  readonly proofFitsMethod: ProofRule
  readonly proofFitsUri: ProofRule
  readonly proofIsRecent: ProofRule
  readonly proofIsNew: ProofRule
  readonly proofFitsToken: ProofRule
  /** The nonce that proofs must carry (section 8). Undefined: none is asked for. */
  readonly dpopNonce: (context: Context) => string | undefined
  readonly proofHasNonce: (seen: SeenProof, nonce: string) => boolean
  /** Header fields of a token response that supply a nonce (section 8.2). */
  readonly nonceFields: (context: Context) => HeaderFields
  readonly nonceWanted: (context: Context, nonce: string) => OAuthError
  readonly invalidProof: (description: string) => OAuthError
  readonly thumbprint: (jwk: JsonObject) => Promise<string>
  /** Must every token request of the client carry a proof (section 5.2)? */
  readonly mustProve: (client: Client) => boolean
  /** Must the token be refused when it comes as a bearer token (section 7.2)? */
  readonly isBound: (claims: JsonObject) => boolean
}

declare module '../state.ts' {
  interface Rules extends DpopRules {}
}

export const dpopRules: DpopRules = {
  dpopAlgorithms: () => [],
  dpopField: (incoming) => incoming.header('dpop'),
  decodeProof,
  proofHasClaims: ({ proof: { claims } }) =>
    typeof claims.jti === 'string' &&
    claims.jti !== '' &&
    typeof claims.htm === 'string' &&
    typeof claims.htu === 'string' &&
    typeof claims.iat === 'number',
  proofHasType: ({ proof }) => proof.header.typ === 'dpop+jwt',
  proofHasAlgorithm: ({ context, proof: { header } }) =>
    typeof header.alg === 'string' && context.rules.dpopAlgorithms().includes(header.alg),
  proofIsSigned,
  proofKeyIsPublic: ({ proof: { jwk } }) => !privateMembers.some((name) => name in jwk),
  proofFitsMethod: ({ incoming, proof }) => proof.claims.htm === incoming.method,
  proofFitsUri: ({ context: { state }, incoming, proof }) =>
    [state.baseUrl, ...(state.mutual === undefined ? [] : [state.mutual])].some((base) =>
      sameUri(String(proof.claims.htu), `${base}${incoming.url.pathname}`),
    ),
  proofIsRecent: ({ proof }) => Math.abs(now() - Number(proof.claims.iat)) <= window,
  proofIsNew,
  proofFitsToken: ({ proof, token }) =>
    token === undefined || proof.claims.ath === createHash('sha256').update(token).digest('base64url'),
  dpopNonce: () => undefined,
  proofHasNonce: ({ proof }, nonce) => proof.claims.nonce === nonce,
  nonceFields: () => ({}),
  nonceWanted: (_context, nonce) => ({
    ...badRequest('use_dpop_nonce', 'the proof needs the nonce of the DPoP-Nonce header field'),
    headers: { 'DPoP-Nonce': nonce },
  }),
  invalidProof: (description) => badRequest('invalid_dpop_proof', description),
  thumbprint: (jwk) => calculateJwkThumbprint(pick(jwk, publicMembers)),
  mustProve: (client) => client.metadata.dpop_bound_access_tokens === true,
  isBound: ({ cnf }) => typeof cnf === 'object' && cnf !== null && 'jkt' in cnf,
}

export const fullDpopRules = {
  dpopAlgorithms: () => ['ES256', 'EdDSA', 'PS256'],
} satisfies Partial<DpopRules>

/** Seconds, either way (section 11.1). */
const window = 60

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']
const publicMembers = ['kty', 'crv', 'x', 'y', 'n', 'e']

async function proofIsSigned({ proof: { jwt, header, jwk } }: SeenProof): Promise<boolean> {
  const alg = String(header.alg)
  try {
    await compactVerify(jwt, await importJWK(pick(jwk, publicMembers), alg), { algorithms: [alg] })
    return true
  } catch {
    // No usable key, or a signature of another one: nothing was proven.
    return false
  }
}

/** Remembers each jti for as long as its proof could be used (section 11.1). */
function proofIsNew({ context: { state }, incoming, proof }: SeenProof): boolean {
  const place = `${incoming.url.pathname} ${String(proof.claims.jti)}`
  if (state.proofs.has(place)) return false
  state.proofs.add(place)
  return true
}
