import type { Json, JsonObject } from '../../model/json.ts'
import { badRequest, type OAuthError } from '../result.ts'
import { isTextList } from '../wire/json.ts'
import { checkKeys } from './check-keys.ts'
import { isRedirectUri, isWebUri } from './redirect-uris.ts'

const lists = ['grant_types', 'response_types', 'contacts', 'authorization_details_types']
const flags = ['dpop_bound_access_tokens']
const links = ['client_uri', 'logo_uri', 'tos_uri', 'policy_uri', 'jwks_uri']
const texts = ['client_name', 'scope', 'token_endpoint_auth_method', 'software_id', 'software_version', ...links]
const scopeGrammar = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/

/** What is wrong with requested client metadata (RFC 7591 section 2), if anything. Unknown members are ignored. */
export function checkMetadata(requested: JsonObject): OAuthError | undefined {
  return (
    checkTypes(requested) ??
    checkLinks(requested) ??
    checkScope(requested) ??
    checkKeys(requested) ??
    checkGrants(requested) ??
    checkRedirectUris(requested)
  )
}

/** An error with the code of RFC 7591 section 3.2.2 for everything but redirection URIs. */
export const invalidMetadata = (description: string): OAuthError => badRequest('invalid_client_metadata', description)

const invalidRedirectUri = (description: string): OAuthError => badRequest('invalid_redirect_uri', description)

function checkTypes(requested: JsonObject): OAuthError | undefined {
  const wrong = (names: readonly string[], fits: (value: Json) => boolean): string | undefined =>
    names.find((name) => {
      const value = requested[name]
      return value !== undefined && !fits(value)
    })
  const list = wrong(lists, isTextList)
  if (list !== undefined) return invalidMetadata(`${list} is not an array of strings`)
  const text = wrong(texts, (value) => typeof value === 'string')
  if (text !== undefined) return invalidMetadata(`${text} is not a string`)
  const flag = wrong(flags, (value) => typeof value === 'boolean')
  return flag === undefined ? undefined : invalidMetadata(`${flag} is not true or false`)
}

function checkLinks(requested: JsonObject): OAuthError | undefined {
  const wrong = links.find((name) => {
    const value = requested[name]
    return typeof value === 'string' && !isWebUri(value)
  })
  return wrong === undefined ? undefined : invalidMetadata(`${wrong} is not a web address`)
}

function checkScope({ scope }: JsonObject): OAuthError | undefined {
  if (typeof scope !== 'string' || scope === '' || scopeGrammar.test(scope)) return undefined
  return invalidMetadata('scope is not a list of words with single blanks between them')
}

/** RFC 7591 section 2.1: response type `code` and grant type `authorization_code` belong together. */
function checkGrants({ grant_types: grants, response_types: responses }: JsonObject): OAuthError | undefined {
  if (!isTextList(grants) || !isTextList(responses)) return undefined
  if (grants.includes('authorization_code') === responses.includes('code')) return undefined
  return invalidMetadata('grant_types and response_types do not fit together')
}

function checkRedirectUris({ redirect_uris: uris, grant_types: grants }: JsonObject): OAuthError | undefined {
  if (uris !== undefined && !isTextList(uris)) return invalidRedirectUri('redirect_uris is not an array of strings')
  if (!(uris ?? []).every(isRedirectUri)) return invalidRedirectUri('a redirection URI is not acceptable')
  const needed = isTextList(grants) && grants.includes('authorization_code')
  return needed && (uris ?? []).length === 0
    ? invalidRedirectUri('authorization_code needs a redirection URI')
    : undefined
}
