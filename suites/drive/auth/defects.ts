import { encodeBase64 } from '../../decode/base64.ts'
import { formEncode } from '../../decode/form.ts'
import { withoutTail } from '../../decode/without-tail.ts'
import type { AuthDefect } from '../../model/vocabulary.ts'
import type { Invent } from '../invent/inventor.ts'
import { authorization, basicCredentials } from './client-secret-basic.ts'
import type { Credentials } from './credentials.ts'
import { faultyCredentials, inOtherCase } from './faulty-credentials.ts'
import { oddBasic } from './odd-basic.ts'
import { type Authentication, blocked, parts, skipped } from './parts.ts'

export interface DefectContext {
  readonly genuine: Credentials
  /** The scenario's second client. */
  readonly other?: Credentials
  readonly invent: Invent
  /** Correct authentication with other credentials. */
  readonly by: (credentials: Credentials) => Promise<Authentication>
}

/** Client authentication with one deliberate defect. Never sends anything that another party could not send. */
export async function withDefect(defect: AuthDefect, context: DefectContext): Promise<Authentication> {
  const { genuine } = context
  const { id, secret } = genuine
  if (defect === 'no_authentication') return parts({})
  if (defect === 'missing_secret') return parts({ form: [['client_id', id]] })
  if (secret === undefined && sendsSecret(genuine.method) && (defect === 'empty_secret' || defect === 'wrong_secret'))
    return context.by({
      ...genuine,
      secret: defect === 'empty_secret' ? '' : context.invent('random', 'opaque', 'auth.secret'),
    })
  if (defect === 'case_changed_client') {
    const other = inOtherCase(id)
    return other === id
      ? skipped('no letter of this client_id has another case')
      : context.by({ ...genuine, id: other })
  }
  if (secret === undefined) return skipped(`the client has no secret, so ${defect} has no meaning for it`)
  switch (defect) {
    case 'both_methods':
      return parts({ headers: [['Authorization', `Basic ${basicCredentials(id, secret)}`]], form: inForm(id, secret) })
    case 'credentials_in_query':
      return parts({ query: inForm(id, secret) })
    case 'malformed_basic':
      return authorization('Basic %%%-not-base64-%%%')
    case 'lower_case_scheme':
      return authorization(`basic ${basicCredentials(id, secret)}`)
    case 'unpadded_basic':
      return unpadded(basicCredentials(id, secret))
    case 'raw_basic':
      return raw(id, secret)
    case 'extended_secret':
    case 'double_encoded_basic':
    case 'empty_user':
    case 'nul_in_secret':
    case 'nul_in_client_id':
    case 'tab_separator':
    case 'no_separator':
    case 'scheme_alone':
    case 'other_scheme':
    case 'two_credentials':
      return oddBasic(defect, id, secret)
    default: {
      if (defect === 'other_clients_secret' && context.other?.secret === undefined)
        return blocked('there is no second client with a secret')
      const faulty = faultyCredentials(defect, { ...genuine, secret }, context.other, context.invent)
      return faulty === undefined
        ? skipped(`${defect} changes nothing in this client's credentials`)
        : context.by(faulty)
    }
  }
}

/** A step may ask for a method that the client was not registered for: a client with a key has no secret, and any secret is a wrong one. */
const sendsSecret = (method: string): boolean => method === 'client_secret_basic' || method === 'client_secret_post'

const inForm = (id: string, secret: string) =>
  [
    ['client_id', id],
    ['client_secret', secret],
  ] as const

function unpadded(credentials: string): Authentication {
  if (!credentials.endsWith('=')) return skipped('the base64 form of these credentials needs no padding')
  return authorization(`Basic ${withoutTail(credentials, '=')}`)
}

function raw(id: string, secret: string): Authentication {
  if (formEncode(id) === id && formEncode(secret) === secret)
    return skipped('form encoding changes nothing in these credentials')
  return authorization(`Basic ${encodeBase64(`${id}:${secret}`)}`)
}
