import type { AuthSpec, ProofSpec, RequestSpec } from '../../model/scenario.ts'
import type { RawProof, RawRequest } from '../raw/raw-scenario.ts'
import { listOf } from './lists.ts'

/** The overrides of one operation as written -> the model's. */
export function toRequest(raw: RawRequest): RequestSpec {
  const { auth, dpop, content_type, http_method, ...same } = raw
  return {
    ...same,
    ...(auth === undefined ? {} : { auth: auth === 'none' ? nobody : auth }),
    ...(dpop === undefined ? {} : { dpop: listOf(dpop).map(toProof) }),
    ...(content_type === undefined ? {} : { contentType: content_type }),
    ...(http_method === undefined ? {} : { httpMethod: http_method }),
  }
}

function toProof({ sign_with, ...same }: RawProof): ProofSpec {
  return { ...same, ...(sign_with === undefined ? {} : { signWith: sign_with }) }
}

/** `auth: none` is a request in which nobody says who they are; `method: none` is a public client, which names itself. */
const nobody: AuthSpec = { defect: 'no_authentication' }
