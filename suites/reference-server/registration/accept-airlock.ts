import type { JsonObject } from '../../model/json.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Context } from '../state.ts'
import { checkMetadata } from './check-metadata.ts'
import { pick } from './members.ts'

/** The members that have a processor; everything else in the request is silently ignored. */
const processed = [
  'client_name',
  'client_uri',
  'redirect_uris',
  'grant_types',
  'response_types',
  'contacts',
  'software_id',
  'software_version',
]
const methods = ['none', 'client_secret_post', 'client_secret_basic']

/** Airlock IAM: keeps what has a processor, narrows the scope, replaces an unknown authentication method. */
export function acceptAirlockMetadata({ rules }: Context, requested: JsonObject): Result<JsonObject> {
  const wrong = checkMetadata(requested)
  if (wrong) return refuse(wrong)
  const scope = rules.registeredScope(requested).join(' ')
  const method = requested.token_endpoint_auth_method
  const known = typeof method === 'string' && methods.includes(method)
  return ok({
    ...(scope === '' ? {} : { scope }),
    ...pick(requested, processed),
    token_endpoint_auth_method: known ? method : 'client_secret_basic',
  })
}
