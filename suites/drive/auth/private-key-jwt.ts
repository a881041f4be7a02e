import type { AssertionSpec } from '../../model/scenario.ts'
import type { RunKey } from '../keys/key-ring.ts'
import { makeJwt } from '../keys/make-jwt.ts'
import { macOctets, signOctets } from '../keys/sign-octets.ts'
import { usualClaims, usualTyp } from './assertion/claims.ts'
import { compactAssertion } from './assertion/compact.ts'
import { confusedKey } from './assertion/confused.ts'
import { assertionForm } from './assertion/form.ts'
import { keyFor } from './assertion/key-for.ts'
import { type AssertionPlan, planAssertion } from './assertion/plan.ts'
import type { Signing } from './assertion/signing.ts'
import type { Authentication } from './parts.ts'

/** An assertion signed with the client's private key (RFC 7523 section 2.2, OpenID Connect Core section 9), faulty where the step says so. */
export async function privateKeyJwt(id: string, signing: Signing, spec?: AssertionSpec): Promise<Authentication> {
  const found = await keyFor(spec, signing)
  if (found.kind !== 'key') return found
  const { kid } = found
  const { alg } = found.key
  const header = { alg, ...(kid === undefined ? {} : { kid }), ...usualTyp(signing.scope) }
  const planned = planAssertion(spec, { header, claims: usualClaims(id, signing) }, signing)
  if (planned.kind !== 'plan') return planned
  return assertionForm(id, signAssertion(planned, header, found.key), planned.fault)
}

/** `header`: the usual one. */
export const signAssertion = (planned: AssertionPlan, header: Parameters<typeof makeJwt>[0], key: RunKey): string =>
  planned.usual && !isShort(key) ? makeJwt(header, planned.claims, { kind: 'key', key }) : odd(planned, key)

/** jose refuses to sign with an RSA key that is too short (RFC 7518 section 3.3). */
const isShort = ({ privateKey }: RunKey): boolean => (privateKey.asymmetricKeyDetails?.modulusLength ?? 2048) < 2048

/** No JOSE library makes these. */
function odd(planned: AssertionPlan, key: RunKey): string {
  const { header, fault } = planned
  const secret = confusedKey(fault, key)
  if (secret !== undefined) {
    const confused = { ...planned, header: { ...header, alg: 'HS256' } }
    return compactAssertion(confused, (octets) => macOctets('HS256', octets, secret))
  }
  const form = fault === 'der_signature' ? 'der' : 'ieee-p1363'
  return compactAssertion(planned, (octets) => signOctets(algorithmOf(header.alg, key), octets, key.privateKey, form))
}

/** What the header says where the key can do it (an RSA key also signs by RS512 and PS256); else what the key is for. */
function algorithmOf(named: unknown, { alg, publicJwk }: RunKey): string {
  if (typeof named !== 'string') return alg
  return publicJwk.kty === 'RSA' && /^[RP]S(256|384|512)$/u.test(named) ? named : alg
}
