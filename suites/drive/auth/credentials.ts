import type { JsonObject } from '../../model/json.ts'

/** What a client authenticates with (RFC 6749 section 2.3). */
export interface Credentials {
  readonly id: string
  readonly secret?: string
  /** token_endpoint_auth_method as registered, or a scenario's choice; may be one that grantcheck cannot speak. */
  readonly method: string
  /** True: the target file's client, so its certificate is the target file's, too. */
  readonly configured?: boolean
}

/**
 * The credentials in a client information response (RFC 7591 section 3.2.1) or a target file's entry. Undefined without client_id.
 * An omitted method means client_secret_basic (section 2), or none when there is no secret either.
 */
export function credentialsIn(information: JsonObject | undefined): Credentials | undefined {
  const id = information?.client_id
  if (typeof id !== 'string' || id === '') return undefined
  const secret = typeof information?.client_secret === 'string' ? information.client_secret : undefined
  const named = information?.token_endpoint_auth_method
  const method = typeof named === 'string' ? named : secret === undefined ? 'none' : 'client_secret_basic'
  return { id, method, ...(secret === undefined ? {} : { secret }) }
}
