import type { Evidence } from '../../model/evidence.ts'
import type { Capability } from '../../model/vocabulary.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { documentOf, textsIn } from './document.ts'

const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange'

/** Token exchange (RFC 8693) and the JWT bearer grant (RFC 7523 section 2.1): whether a first request was granted, and what to write in the target file. Pure. */
export function grants(evidence: Evidence, tried: ReadonlySet<Capability>): readonly Diagnosis[] {
  const listed = textsIn(documentOf(evidence).grant_types_supported)
  return [
    ...(tried.has('token_exchange') ? exchanging(evidence, listed.includes(exchange)) : []),
    ...(tried.has('jwt_bearer') ? granting(evidence, listed.includes(jwtGrant)) : []),
  ]
}

function exchanging({ facts }: Evidence, listed: boolean): readonly Diagnosis[] {
  const { token_exchange: fact, subject_token: supplied } = facts.capabilities
  if (fact?.offered) return [{ kind: 'good', says: `token exchange: ${fact.because}` }]
  if (!listed && supplied?.offered !== true) return []
  const fix =
    'Name a client that may exchange tokens as client: in the target file; where the server takes no client credentials token as subject, name another one as subjectToken: { env: NAME }.'
  return [{ kind: 'note', says: `token exchange is left out: ${fact?.because ?? 'nothing is known of it'}`, fix }]
}

function granting({ facts }: Evidence, listed: boolean): readonly Diagnosis[] {
  const { jwt_bearer: fact } = facts.capabilities
  if (fact?.offered) return [{ kind: 'good', says: `JWT bearer grant: ${fact.because}` }]
  if (!listed && facts.assertionIssuer === undefined) return []
  const fix =
    'Make a key with `grantcheck keygen --type p256 --out FILE`, let the server trust an issuer with it, and write assertionIssuer: { issuer, key: { file: FILE }, subject } in the target file.'
  return [{ kind: 'note', says: `the JWT bearer grant is left out: ${fact?.because ?? 'nothing is known of it'}`, fix }]
}
