import { sharedMac, sharedSignature } from '../../drive/keys/usual-algorithm.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Capability } from '../../model/vocabulary.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { documentOf, textsIn } from './document.ts'

const methods = ['private_key_jwt', 'client_secret_jwt'] as const
type Method = (typeof methods)[number]

const member = 'token_endpoint_auth_signing_alg_values_supported'

/** Client authentication by a JWT (RFC 7523 section 2.2): with which algorithm, and what is missing for it. Pure. */
export function clientAssertions(evidence: Evidence, tried: ReadonlySet<Capability>): readonly Diagnosis[] {
  const { facts } = evidence
  const document = documentOf(evidence)
  const offered = methods.filter((method) => tried.has(method) && facts.capabilities[method]?.offered)
  const listed = textsIn(document.token_endpoint_auth_methods_supported)
  const announced = offered.filter((method) => listed.includes(method))
  const lines = offered.map((method) => line(method, document, evidence))
  const learnt = offered.includes('private_key_jwt') ? addressing(evidence) : []
  return [
    ...lines,
    ...learnt,
    ...(announced.length === 0 || textsIn(document[member]).length > 0 ? [] : [unlisted(announced)]),
  ]
}

/** What the visit learnt of audience and typ. Nothing where no assertion was sent. */
function addressing({ facts, exchanges }: Evidence): readonly Diagnosis[] {
  const { audience, assertionTyp: typ } = facts
  if (audience !== undefined) {
    const form = typ === undefined ? 'without typ: one with the typ of RFC 10070 was refused' : `with typ ${typ}`
    return [{ kind: 'good', says: `client assertions are addressed to ${audience}, ${form}` }]
  }
  if (!exchanges.some(({ owner }) => owner === 'doctor/client-assertion')) return []
  return [
    {
      kind: 'problem',
      says: 'no client assertion is accepted: neither for the issuer nor for the token endpoint, with typ or without',
      fix: "Look at the server's log for the reason. RFC 10070 section 4: the audience is the issuer identifier alone, and typ is client-authentication+jwt.",
    },
  ]
}

function line(method: Method, document: JsonObject, { facts }: Evidence): Diagnosis {
  if (facts.clientMethod === method) {
    const by = method === 'private_key_jwt' ? 'private_key' : 'client_secret'
    return { kind: 'good', says: `${method}: the client of the target file signs its assertions with its ${by}` }
  }
  if (!facts.registers)
    return { kind: 'note', says: `${method} is left out: no client is registered`, fix: byHand(method) }
  const alg = method === 'private_key_jwt' ? sharedSignature(document) : sharedMac(document)
  if (alg === undefined) return foreign(method, document)
  const by =
    method === 'private_key_jwt'
      ? 'clients are registered with a public key made for the run'
      : 'clients are registered for it'
  return { kind: 'good', says: `${method}: ${by}, and sign their assertions with ${alg}` }
}

const byHand = (method: Method): string =>
  `Register a client by hand, and write client: { client_id: ID, token_endpoint_auth_method: ${method}, ${
    method === 'private_key_jwt' ? 'private_key' : 'client_secret'
  }: { env: NAME } } in the target file.`

const foreign = (method: Method, document: JsonObject): Diagnosis => ({
  kind: 'problem',
  says: `${method} is announced, but ${member} lists none of its algorithms that grantcheck has: ${textsIn(document[member]).join(', ')}`,
  fix: `List ${method === 'private_key_jwt' ? 'ES256, RS256, PS256, EdDSA or another that RFC 7518, RFC 8037 or RFC 9864 defines for signatures' : 'HS256, HS384 or HS512'} if the server takes it, or write capabilities: { remove: [${method}] } in the target file.`,
})

const unlisted = (announced: readonly Method[]): Diagnosis => ({
  kind: 'note',
  says: `metadata lists nothing in ${member}: it is not known which algorithms the server takes`,
  fix: `RFC 8414 section 2 requires the list where ${announced.join(' or ')} is among the methods: publish it.`,
})
