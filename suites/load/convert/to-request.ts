import type { AuthSpec, RequestSpec } from '../../model/scenario.ts'
import type { RawRequest } from '../raw/raw-scenario.ts'

/** The overrides of one operation as written -> the model's. */
export function toRequest(raw: RawRequest): RequestSpec {
  const { auth, content_type, http_method, ...same } = raw
  return {
    ...same,
    ...(auth === undefined ? {} : { auth: auth === 'none' ? nobody : auth }),
    ...(content_type === undefined ? {} : { contentType: content_type }),
    ...(http_method === undefined ? {} : { httpMethod: http_method }),
  }
}

/** `auth: none` is a request in which nobody says who they are; `method: none` is a public client, which names itself. */
const nobody: AuthSpec = { defect: 'no_authentication' }
