import type { JsonObject } from '../../model/json.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Context } from '../state.ts'
import { isTextList } from '../wire/json.ts'
import { checkMetadata, invalidMetadata } from './check-metadata.ts'
import { pick } from './members.ts'

const kept = [
  'client_name',
  'client_uri',
  'logo_uri',
  'tos_uri',
  'policy_uri',
  'contacts',
  'redirect_uris',
  'software_id',
  'software_version',
  'jwks',
  'jwks_uri',
  'dpop_bound_access_tokens',
  'token_endpoint_auth_signing_alg',
  'software_statement',
  'authorization_details_types',
]

/** Client authentication methods that the full server implements. */
export const supportedMethods = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none',
]

/** RFC 7591 section 2: fills in defaults, drops unsupported grants, refuses what it cannot honour. */
export function acceptFullMetadata(context: Context, requested: JsonObject): Result<JsonObject> {
  const { rules } = context
  const grants = grantsOf(requested, rules.grantsSupported())
  const wrong = checkMetadata({
    ...requested,
    ...(requested.grant_types === undefined ? { grant_types: grants } : {}),
  })
  if (wrong) return refuse(wrong)
  const method = requested.token_endpoint_auth_method ?? 'client_secret_basic'
  if (typeof method !== 'string' || ![...supportedMethods, ...rules.certificateMethods(context)].includes(method)) {
    return refuse(invalidMetadata('the client authentication method is not supported'))
  }
  const unproven = rules.checkAssertionMetadata(method, requested)
  if (unproven) return refuse(unproven)
  const certificates = rules.acceptCertificates(context, method, requested)
  if (!certificates.ok) return certificates
  if (grants.length === 0) return refuse(invalidMetadata('none of the grant types is supported'))
  const scope = rules.registeredScope(requested).join(' ')
  if (scope === '') return refuse(invalidMetadata('none of the scopes is known'))
  const response_types = grants.includes('authorization_code') ? ['code'] : []
  return ok({
    ...pick(requested, kept),
    scope,
    token_endpoint_auth_method: method,
    grant_types: grants,
    response_types,
    ...certificates.value,
  })
}

/** The default depends on what the client can do with it: without redirection URIs a code would have nowhere to go. */
function grantsOf(
  { grant_types: requested, redirect_uris: uris, response_types: responses }: JsonObject,
  supported: readonly string[],
): string[] {
  if (isTextList(requested)) return requested.filter((grant) => supported.includes(grant))
  const redirects = uris !== undefined || (isTextList(responses) && responses.includes('code'))
  return [redirects ? 'authorization_code' : 'client_credentials']
}
