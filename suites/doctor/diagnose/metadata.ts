import { readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import { answered } from '../../entries/answered.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'

const appendedFix =
  'RFC 8414 section 3.1 inserts /.well-known/oauth-authorization-server between host and path of the issuer. Clients that follow it do not find this document: serve it there too.'

/** Whether there is a metadata document, where, and of which issuer (RFC 8414 section 3). */
export function metadata({ facts, exchanges }: Evidence): readonly Diagnosis[] {
  const found = exchanges.find((exchange) => exchange.id === facts.metadata?.exchange)
  if (facts.metadata === undefined || found === undefined) {
    const tried = exchanges
      .filter((exchange) => exchange.operation === 'metadata')
      .map((exchange) => `${exchange.request.url} ${answered(exchange)}`)
    return [
      {
        kind: 'note',
        says: `no metadata document: ${tried.join('; ')}`,
        fix: 'If the server publishes one elsewhere, name it as endpoints.metadata in the target file; else name the endpoints there.',
      },
    ]
  }
  const document = readAnswer(found).json
  const issuer = isObject(document) ? document.issuer : undefined
  const place: Diagnosis = {
    kind: facts.metadata.form === 'appended' ? 'note' : 'good',
    says: `metadata at ${facts.metadata.url} (${facts.metadata.form})`,
    ...(facts.metadata.form === 'appended' ? { fix: appendedFix } : {}),
  }
  const { adopted } = facts.metadata
  if (adopted !== undefined) {
    // Only a target file has a base URL beside the issuer.
    const fix =
      facts.baseUrl === undefined ? `name ${facts.issuer}` : `write into ${facts.named}: issuer: ${facts.issuer}`
    return [place, { kind: 'note', says: adopted, fix: `To avoid this note, ${fix}` }]
  }
  if (facts.issuer === undefined || issuer === facts.issuer) return [place]
  return [
    place,
    {
      kind: 'problem',
      says: `the metadata names the issuer ${String(issuer)}, you named ${facts.issuer}`,
      fix: 'Issuers are compared character by character (RFC 8414 section 3.3): name exactly that one, or correct the server.',
    },
  ]
}
