import { isObject } from '../../decode/json.ts'
import { decodeJws } from '../../decode/jws.ts'
import type { Incoming } from '../../reference-server/wire/incoming.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** What is wrong with a client assertion of ours that was sent at this moment (RFC 7521 section 4.2, RFC 7523 sections 2.2 and 3). */
export function assertionFaults(form: ReadonlyMap<string, string>, sentAt: string): readonly string[] {
  const assertion = form.get('client_assertion')
  if (assertion === undefined)
    return form.has('client_assertion_type') ? ['client_assertion_type without client_assertion'] : []
  const jws = decodeJws(assertion)
  if (!jws.ok) return [`the client assertion ${jws.problem}`]
  const { header, claims, signature } = jws.value
  const id = form.get('client_id')
  return [
    ...told(form.get('client_assertion_type') === assertionType, 'client_assertion_type is not that of a JWT'),
    ...told(!form.has('client_secret'), 'a client assertion beside a client_secret'),
    ...told(typeof header.alg === 'string' && header.alg !== 'none' && signature !== '', 'the assertion is not signed'),
    ...told(
      typeof claims.iss === 'string' && claims.iss === claims.sub,
      'iss and sub of the assertion are not the client',
    ),
    ...told(id === undefined || id === claims.sub, 'client_id is not the sub of the assertion'),
    ...told(typeof claims.aud === 'string' || Array.isArray(claims.aud), 'the assertion has no aud'),
    ...told(typeof claims.exp === 'number' && claims.exp > Date.parse(sentAt) / 1000, 'the assertion has no exp ahead'),
    ...told(claims.jti === undefined || (typeof claims.jti === 'string' && claims.jti !== ''), 'jti is no text'),
  ]
}

/** What is wrong with a DPoP proof of ours (RFC 9449 sections 4.2 and 7.1). */
export function proofFaults(incoming: Incoming): readonly string[] {
  const proof = incoming.header('dpop')
  const isBound = incoming.header('authorization')?.toLowerCase().startsWith('dpop ') === true
  if (proof === undefined) return isBound ? ['the scheme DPoP without a proof'] : []
  const jws = decodeJws(proof)
  if (!jws.ok) return [`the DPoP proof ${jws.problem}`]
  const { header, claims } = jws.value
  const { jwk, alg, typ } = header
  const secret = ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi']
  return [
    ...told(typ === 'dpop+jwt', 'the proof has another typ'),
    ...told(typeof alg === 'string' && !/^(?:none|HS)/iu.test(alg), 'the proof is not signed with a public key'),
    ...told(isObject(jwk) && secret.every((member) => !Object.hasOwn(jwk, member)), 'the proof has no public jwk'),
    ...told(claims.htm === incoming.method, 'htm is not the method'),
    ...told(
      typeof claims.htu === 'string' && /^https?:\/\/[^?#]+$/iu.test(claims.htu),
      'htu is no URL without query and fragment',
    ),
    ...told(typeof claims.iat === 'number', 'the proof has no iat'),
    ...told(typeof claims.jti === 'string' && claims.jti !== '', 'the proof has no jti'),
    ...told(!isBound || typeof claims.ath === 'string', 'the proof beside a token has no ath'),
  ]
}

const told = (holds: boolean, fault: string): readonly string[] => (holds ? [] : [fault])
