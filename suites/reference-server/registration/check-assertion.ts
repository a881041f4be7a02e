import type { JsonObject } from '../../model/json.ts'
import { fitsMethod } from '../authentication/assertion/rules.ts'
import { badRequest, type OAuthError } from '../result.ts'

/**
 * A client that authenticates by private_key_jwt has keys, and the algorithm that it registers for its assertions fits its method (OpenID
 * Connect Registration section 2; never `none`). Without the method the algorithm means nothing and may be any that exists.
 */
export function checkAssertionMetadata(
  method: string,
  { jwks, jwks_uri: uri, token_endpoint_auth_signing_alg: alg }: JsonObject,
): OAuthError | undefined {
  if (method === 'private_key_jwt' && jwks === undefined && uri === undefined)
    return invalid('private_key_jwt needs jwks or jwks_uri')
  if (alg === undefined) return undefined
  const methods = method.endsWith('_jwt') ? [method] : ['private_key_jwt', 'client_secret_jwt']
  return typeof alg === 'string' && methods.some((each) => fitsMethod(each, alg))
    ? undefined
    : invalid('token_endpoint_auth_signing_alg is not supported')
}

const invalid = (description: string): OAuthError => badRequest('invalid_client_metadata', description)
