import { listOf } from '../../decode/list-of.ts'
import { sha256 } from '../../decode/thumbprint.ts'
import type { HeaderField } from '../../model/evidence.ts'
import type { RequestSpec } from '../../model/scenario.ts'
import { authOf } from '../request/auth-of.ts'
import type { RequestContext } from '../request/context.ts'
import { asText, type Resolution, resolveOne } from '../request/overrides.ts'
import { makeProof, type Proven } from './make-proof.ts'

/** The DPoP header fields of a request (RFC 9449 section 4.1): one for each proof that the step asks for, none by default. */
export async function proofFields(
  spec: RequestSpec,
  request: Pick<Proven, 'method' | 'url' | 'named'>,
  context: RequestContext,
): Promise<Resolution<readonly HeaderField[]>> {
  if (spec.dpop === undefined) return { kind: 'value', value: [] }
  const token = resolveOne(authOf(spec).bearer, context.scope, 'auth.bearer')
  if (token.kind !== 'value') return token
  const ath = token.value === undefined ? undefined : sha256(asText(token.value))
  const proofs = listOf(spec.dpop)
  const fields: HeaderField[] = []
  for (const [index, proof] of proofs.entries()) {
    const place = proofs.length === 1 ? 'dpop' : `dpop.${index}`
    const made = await makeProof(proof, { ...request, place, ...(ath === undefined ? {} : { ath }) }, context)
    if (made.kind !== 'value') return made
    fields.push(['DPoP', made.value])
  }
  return { kind: 'value', value: fields }
}
