import { clientSecretBasic } from './client-secret-basic.ts'
import { clientSecretPost } from './client-secret-post.ts'
import type { Credentials } from './credentials.ts'
import { type Authentication, blocked } from './parts.ts'
import { publicClient } from './public-client.ts'

/** Correct client authentication by the credentials' method. A further method is one more case and one more file. */
export function authenticateBy({ id, secret, method }: Credentials): Authentication {
  if (method === 'none') return publicClient(id)
  if (method !== 'client_secret_basic' && method !== 'client_secret_post') {
    return blocked(`the client is registered for ${method}, which grantcheck does not speak`)
  }
  if (secret === undefined) return blocked(`the client has no client_secret to authenticate with by ${method}`)
  return method === 'client_secret_basic' ? clientSecretBasic(id, secret) : clientSecretPost(id, secret)
}
