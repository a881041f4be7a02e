import type { JsonObject } from '../../model/json.ts'
import { invalidMetadata } from '../registration/check-metadata.ts'
import { pick } from '../registration/members.ts'
import { badRequest, type OAuthError, ok, refuse } from '../result.ts'
import type { Rules } from '../state.ts'
import { isTextList } from '../wire/json.ts'

/**
 * An OpenID Provider as far as registration and discovery go: it publishes the OpenID document and registers clients for the implicit flow. There
 * are no users, so it never issues an ID token.
 */
export const openidRules = (rules: Rules): Partial<Rules> => ({
  offers: (endpoint) => endpoint === 'openid' || rules.offers(endpoint),
  metadataDocument: (context) => {
    const document = rules.metadataDocument(context)
    const grants = document.grant_types_supported
    return {
      ...document,
      grant_types_supported: [...(isTextList(grants) ? grants : []), 'implicit'],
      response_types_supported: ['code', 'id_token'],
      subject_types_supported: ['public', 'pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    }
  },
  acceptMetadata: (context, requested) => {
    const wrong = refusal(requested)
    if (wrong) return refuse(wrong)
    const implicit = isImplicit(requested)
    const code = { grant_types: ['authorization_code'], response_types: ['code'] }
    const accepted = rules.acceptMetadata(context, implicit ? { ...requested, ...code } : requested)
    if (!accepted.ok) return accepted
    return ok({
      application_type: 'web',
      ...accepted.value,
      ...pick(requested, ['application_type', 'jwks', 'jwks_uri', 'token_endpoint_auth_signing_alg']),
      ...(implicit ? { grant_types: ['implicit'], response_types: ['id_token'] } : {}),
    })
  },
})

const isImplicit = ({ grant_types: grants }: JsonObject): boolean => isTextList(grants) && grants.includes('implicit')

/** What OpenID Connect Dynamic Client Registration section 2 refuses beyond RFC 7591. */
function refusal(requested: JsonObject): OAuthError | undefined {
  const { redirect_uris: uris, application_type: type, jwks_uri: keys, sector_identifier_uri: sector } = requested
  const all = isTextList(uris) ? uris : []
  if (isImplicit(requested) && type !== 'native' && !all.every(isPublicHttps))
    return badRequest('invalid_redirect_uri', 'the implicit flow needs https, and no local machine')
  if (typeof keys === 'string' && !keys.startsWith('https:')) return invalidMetadata('jwks_uri is not https')
  if (requested.token_endpoint_auth_signing_alg === 'none') return invalidMetadata('assertions have to be signed')
  // It fetches nothing, so it cannot verify the list of redirection URIs (section 5).
  return sector === undefined ? undefined : invalidMetadata('sector_identifier_uri cannot be fetched')
}

function isPublicHttps(uri: string): boolean {
  if (!URL.canParse(uri)) return false
  const { protocol, hostname } = new URL(uri)
  return protocol === 'https:' && hostname !== 'localhost'
}
