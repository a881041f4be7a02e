import { decodeBase64Url } from '../../decode/base64url.ts'
import { withoutTail } from '../../decode/without-tail.ts'
import type { AssertionSpec } from '../../model/scenario.ts'
import { makeJwt } from '../keys/make-jwt.ts'
import { macOctets } from '../keys/sign-octets.ts'
import { usualMac } from '../keys/usual-algorithm.ts'
import { usualClaims, usualTyp } from './assertion/claims.ts'
import { compactAssertion } from './assertion/compact.ts'
import { assertionForm } from './assertion/form.ts'
import { planAssertion } from './assertion/plan.ts'
import type { Signing } from './assertion/signing.ts'
import { type Authentication, skipped } from './parts.ts'

/** An assertion whose MAC is keyed by the UTF-8 text of the client secret (OpenID Connect Core section 9), faulty where the step says so. */
export async function clientSecretJwt(
  id: string,
  secret: string,
  signing: Signing,
  spec?: AssertionSpec,
): Promise<Authentication> {
  const alg = usualMac(signing.scope.metadata)
  const header = { alg, ...usualTyp(signing.scope) }
  const planned = planAssertion(spec, { header, claims: usualClaims(id, signing) }, signing)
  if (planned.kind !== 'plan') return planned
  const { fault } = planned
  if (planned.usual) return assertionForm(id, makeJwt(header, planned.claims, { kind: 'secret', secret }), undefined)
  const key = fault === 'hmac_decoded_secret' ? decoded(secret) : new TextEncoder().encode(secret)
  if (key === undefined) return skipped('the secret is no base64 text, so there is nothing to decode')
  return assertionForm(
    id,
    compactAssertion(planned, (octets) => macOctets(alg, octets, key)),
    fault,
  )
}

/** Base64 in either alphabet; the padding may be left out. */
function decoded(secret: string): Uint8Array | undefined {
  const octets = decodeBase64Url(withoutTail(secret.replaceAll('+', '-').replaceAll('/', '_'), '='))
  return octets.ok ? octets.value : undefined
}
