import { type Authentication, parts } from './parts.ts'

/** Id and secret as members of the form (RFC 6749 section 2.3.1, the alternative that a server MAY support). */
export function clientSecretPost(id: string, secret: string): Authentication {
  return parts({
    form: [
      ['client_id', id],
      ['client_secret', secret],
    ],
  })
}
