import { formEncode } from '../../decode/form.ts'
import type { AuthDefect } from '../../model/vocabulary.ts'
import { authorization, basicCredentials } from './client-secret-basic.ts'
import { type Authentication, skipped } from './parts.ts'

/** Authorization fields that are almost HTTP Basic (RFC 7617 section 2, RFC 9110 section 11.4), with the genuine values or a change below base64. */
export type OddBasic = Extract<
  AuthDefect,
  | 'extended_secret'
  | 'double_encoded_basic'
  | 'empty_user'
  | 'nul_in_secret'
  | 'nul_in_client_id'
  | 'tab_separator'
  | 'no_separator'
  | 'scheme_alone'
  | 'other_scheme'
  | 'two_credentials'
>

/** The field for such a defect; skipped where it would change nothing. */
export function oddBasic(defect: OddBasic, id: string, secret: string): Authentication {
  const genuine = basicCredentials(id, secret)
  switch (defect) {
    case 'extended_secret':
      return authorization(`Basic ${basicCredentials(id, `${secret}:x`)}`)
    case 'double_encoded_basic':
      return formEncode(secret) === secret
        ? skipped('encoding this secret twice changes nothing')
        : authorization(`Basic ${basicCredentials(id, formEncode(secret))}`)
    case 'empty_user':
      return authorization(`Basic ${basicCredentials('', secret)}`)
    case 'nul_in_secret':
      return authorization(`Basic ${basicCredentials(id, `${secret}\0x`)}`)
    case 'nul_in_client_id':
      return authorization(`Basic ${basicCredentials(`${id}\0x`, secret)}`)
    case 'tab_separator':
      return authorization(`Basic\t${genuine}`)
    case 'no_separator':
      return authorization(`Basic${genuine}`)
    case 'scheme_alone':
      return authorization('Basic')
    case 'other_scheme':
      return authorization(`BasicX ${genuine}`)
    case 'two_credentials':
      return authorization(`Basic ${genuine}, Basic ${genuine}`)
    default:
      return defect satisfies never
  }
}
