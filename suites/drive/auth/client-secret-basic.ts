import { encodeBase64 } from '../../decode/base64.ts'
import { formEncode } from '../../decode/form.ts'
import { type Authentication, parts } from './parts.ts'

/** HTTP Basic (RFC 7617) with id and secret form-urlencoded first, as RFC 6749 section 2.3.1 asks. */
export function clientSecretBasic(id: string, secret: string): Authentication {
  return authorization(`Basic ${basicCredentials(id, secret)}`)
}

/** The part after the scheme. */
export function basicCredentials(id: string, secret: string): string {
  return encodeBase64(`${formEncode(id)}:${formEncode(secret)}`)
}

export function authorization(value: string): Authentication {
  return parts({ headers: [['Authorization', value]] })
}
