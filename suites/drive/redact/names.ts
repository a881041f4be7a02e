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
  subject_token: 'secret',
  actor_token: 'secret',
  code: 'secret',
}
