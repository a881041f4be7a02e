import type { AssertionSpec } from '../../model/scenario.ts'
import type { Signing } from './assertion/signing.ts'
import { clientSecretBasic } from './client-secret-basic.ts'
import { clientSecretJwt } from './client-secret-jwt.ts'
import { clientSecretPost } from './client-secret-post.ts'
import type { Credentials } from './credentials.ts'
import { certificateMethods, mutualTls } from './mutual-tls.ts'
import { type Authentication, blocked, skipped } from './parts.ts'
import { privateKeyJwt } from './private-key-jwt.ts'
import { publicClient } from './public-client.ts'

/** Correct client authentication by the credentials' method. A further method is one more case and one more file. */
export async function authenticateBy(
  { id, secret, method, configured = false }: Credentials,
  signing: Signing,
  assertion?: AssertionSpec,
): Promise<Authentication> {
  // What an assertion lacks says nothing about a client that sends none: the server may have registered it for another method.
  if (assertion !== undefined && !method.endsWith('_jwt'))
    return skipped(`the client is registered for ${method}, not for assertions`)
  if (method === 'none') return publicClient(id)
  if (certificateMethods.includes(method)) return mutualTls(id, method, configured)
  if (method === 'private_key_jwt') return privateKeyJwt(id, signing, assertion)
  if (method !== 'client_secret_basic' && method !== 'client_secret_post' && method !== 'client_secret_jwt') {
    return blocked(`the client is registered for ${method}, which grantcheck does not speak`)
  }
  if (secret === undefined) return blocked(`the client has no client_secret to authenticate with by ${method}`)
  if (method === 'client_secret_jwt') return clientSecretJwt(id, secret, signing, assertion)
  return method === 'client_secret_basic' ? clientSecretBasic(id, secret) : clientSecretPost(id, secret)
}
