import type { JsonObject } from '../../model/json.ts'
import { invalidMetadata } from '../registration/check-metadata.ts'
import { pick } from '../registration/members.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Context } from '../state.ts'
import { isJsonObject } from '../wire/json.ts'
import { readX5c } from './certificate.ts'
import { subjectMembers } from './subject.ts'

const boundTokens = 'tls_client_certificate_bound_access_tokens'

/**
 * What of a registration request is about certificates (RFC 8705 sections 2.1.2, 2.2.2 and 3.4), for the chosen authentication method.
 * Nothing, where the server takes no certificates.
 */
export function acceptCertificates({ state }: Context, method: string, requested: JsonObject): Result<JsonObject> {
  if (state.mutual === undefined) return ok({})
  if (requested[boundTokens] !== undefined && typeof requested[boundTokens] !== 'boolean')
    return refuse(invalidMetadata(`${boundTokens} is not a boolean`))
  const bound = pick(requested, [boundTokens])
  switch (method) {
    case 'tls_client_auth':
      return withSubject(bound, requested)
    case 'self_signed_tls_client_auth':
      return withKeys(bound, requested)
    default:
      return ok(bound)
  }
}

function withSubject(bound: JsonObject, requested: JsonObject): Result<JsonObject> {
  const given = pick(requested, subjectMembers)
  const values = Object.values(given)
  return values.length === 1 && typeof values[0] === 'string'
    ? ok({ ...bound, ...given })
    : refuse(invalidMetadata('tls_client_auth needs exactly one member that names the subject'))
}

function withKeys(bound: JsonObject, requested: JsonObject): Result<JsonObject> {
  return registeredCertificates(requested).length > 0
    ? ok({ ...bound, ...pick(requested, ['jwks']) })
    : refuse(invalidMetadata('self_signed_tls_client_auth needs a certificate in jwks'))
}

/** The certificates in a client's jwks, as base64 of their DER encoding: the first one of each x5c. */
export function registeredCertificates({ jwks }: JsonObject): readonly string[] {
  const keys = isJsonObject(jwks) && Array.isArray(jwks.keys) ? jwks.keys : []
  return keys.flatMap((key) => {
    const first = isJsonObject(key) && Array.isArray(key.x5c) ? key.x5c[0] : undefined
    const read = typeof first === 'string' ? readX5c(first) : undefined
    return read === undefined ? [] : [read.base64]
  })
}
