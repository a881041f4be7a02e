import { proofAlgorithms, sharedProofAlgorithm } from '../../drive/dpop/usual-algorithm.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { documentOf, textsIn } from './document.ts'

const member = 'dpop_signing_alg_values_supported'

/** DPoP (RFC 9449 section 5.1): what proofs are signed with. Pure. */
export function dpop(evidence: Evidence): readonly Diagnosis[] {
  if (!evidence.facts.capabilities.dpop?.offered) return []
  const document = documentOf(evidence)
  const alg = sharedProofAlgorithm(document)
  if (alg !== undefined || document[member] === undefined) {
    const unlisted = alg === undefined ? `, as metadata has no ${member}` : ''
    const says = `DPoP: tokens are asked for with proofs signed with ${alg ?? 'ES256'}${unlisted}, by keys made for the run`
    return [{ kind: 'good', says }]
  }
  const listed = textsIn(document[member]).join(', ')
  return [
    {
      kind: 'problem',
      says: `DPoP is announced, but ${member} lists no algorithm that grantcheck has${listed === '' ? '' : `: ${listed}`}`,
      fix: `List ${proofAlgorithms.join(', ')} or some of them if the server takes them, or write capabilities: { remove: [dpop] } in the target file.`,
    },
  ]
}
