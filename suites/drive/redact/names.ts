import type { SecretKind } from '../../model/evidence.ts'

/** Members, of JSON bodies and of forms, whose values are secrets. */
export const secretMembers: Readonly<Record<string, SecretKind>> = {
  client_secret: 'client_secret',
  registration_access_token: 'registration_access_token',
  access_token: 'access_token',
  refresh_token: 'refresh_token',
  id_token: 'secret',
  client_assertion: 'assertion',
  software_statement: 'assertion',
  assertion: 'assertion',
  password: 'secret',
}

/** Members of requests only: in an answer `code` may be an error code. A `token` keeps the kind under which it was issued. */
export const requestMembers: Readonly<Record<string, SecretKind>> = {
  ...secretMembers,
  token: 'secret',
  code: 'secret',
}

/**
 * Words of the protocol. A server may hand one out as a "secret"; replacing it everywhere would make the evidence unreadable and
 * protect nothing, so it is replaced only where it stands as a secret.
 */
const words =
  `access_token refresh_token client_id client_secret client_credentials authorization_code password username implicit
  client_secret_basic client_secret_post private_key_jwt none code token bearer basic openid read write public error active scope true
  false null undefined invalid_client invalid_grant invalid_request invalid_scope invalid_token unauthorized_client
  unsupported_grant_type unsupported_token_type application/json https http localhost secret test string grantcheck`.split(
    /\s+/u,
  )

export function isPublicWord(value: string): boolean {
  return words.includes(value.toLowerCase())
}
