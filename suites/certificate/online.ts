import { decodeJws } from '../decode/jws.ts'
import { attestSignatures, keysOf } from '../drive/attest.ts'
import { issuedJwts, whyNotKept } from '../drive/kept-signatures.ts'
import type { LiveKeys } from '../drive/live-keys.ts'
import type { Evidence, Exchange } from '../model/evidence.ts'

/** Reads what an issuer publishes now. */
export type AskIssuer = (issuer: string) => Promise<LiveKeys>

/** What the keys that the issuer publishes now say of the kept signatures. */
export interface OnlineCheck {
  /** How many verify, and how many access tokens of the evidence are JWTs. */
  readonly verified: number
  readonly of: number
  /** Where the keys are. Absent: they were not read. */
  readonly keysAt?: string
  /** A sentence for each signature that a published key of its name refuses. */
  readonly refused: readonly string[]
  /** Why signatures, or all of them, could not be checked, a sentence each. Empty, where there is at least one: every kept signature was checked. */
  readonly unchecked: readonly string[]
}

/** Checks the kept signatures with the keys that the issuer of the evidence publishes now (RFC 7515 section 5.2). Asks nobody where there is nothing to check. */
export async function checkOnline(evidence: Evidence, ask: AskIssuer): Promise<OnlineCheck> {
  const tokens = issuedJwts(evidence)
  const { issuer } = evidence.facts
  const { signatures = {} } = evidence.keptSignatures ?? {}
  const nothing = (because: string): OnlineCheck => ({
    verified: 0,
    of: tokens.length,
    refused: [],
    unchecked: [because],
  })
  if (Object.keys(signatures).length === 0) return nothing(whyNothing(evidence))
  if (issuer === undefined) return nothing('the evidence names no issuer')
  const live = await ask(issuer)
  if (live.kind === 'none') return nothing(live.because)
  const results = tokens.flatMap(({ key, signingInput }) => {
    const signature = signatures[key]
    return signature === undefined ? [] : [{ key, ...resultOf(`${signingInput}.${signature}`, live.jwks, issuer) }]
  })
  const unchecked = results.flatMap((each) => (each.kind === 'unchecked' ? [each.because] : []))
  return {
    verified: results.filter(({ kind }) => kind === 'verified').length,
    of: tokens.length,
    keysAt: live.jwks.request.url,
    refused: results.flatMap((each) => (each.kind === 'refused' ? [`${each.key} ${each.because}`] : [])),
    unchecked: [...new Set(unchecked)].map(
      (because) => `of ${unchecked.filter((each) => each === because).length} kept signatures ${because}`,
    ),
  }
}

type Result =
  | { readonly kind: 'verified' }
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'unchecked'; readonly because: string }

/** By the same verifier as during the run. A key that is not published any more shows nothing: servers change their keys. */
function resultOf(token: string, jwks: Exchange, issuer: string): Result {
  const jws = decodeJws(token)
  const { iss } = jws.ok ? jws.value.claims : {}
  const { kid } = jws.ok ? jws.value.header : {}
  const fact = attestSignatures([token], [jwks]).get(token)
  // Tenants of one server may share its keys.
  if (fact?.kind === 'verified')
    return iss === undefined || iss === issuer
      ? { kind: 'verified' }
      : { kind: 'unchecked', because: `the token names another issuer, ${JSON.stringify(iss)}` }
  if (kid === undefined)
    return { kind: 'unchecked', because: 'the token names no key, and no published key verifies it' }
  const named = JSON.stringify(kid)
  const isPublished = keysOf(jwks)?.[0].some((key) => key.kid === kid) === true
  return isPublished
    ? {
        kind: 'refused',
        because: `does not verify with the key ${named} that ${issuer} publishes now: another key made it, or the issuer has given that name to another key since`,
      }
    : { kind: 'unchecked', because: `the key ${named} is no longer published` }
}

function whyNothing({ keptSignatures }: Evidence): string {
  if (keptSignatures === undefined)
    return 'the run has kept no signatures: it was made without --keep-expired-signatures'
  return `the run has kept no signature: ${whyNotKept(keptSignatures)}`
}
