import { isObject } from '../../decode/json.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import type { ClientTemplate, RegistrationAttempt } from '../../model/profile.ts'

/** Methods that the client of every template can do, the most usual first. */
const usual = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'client_secret_jwt',
  'self_signed_tls_client_auth',
  'tls_client_auth',
] as const
type Method = (typeof usual)[number]

/** Where the profile wants its clients to prove a key, secrets come last. */
const usualFor = (preferred: Json | undefined): readonly Method[] =>
  preferred === 'private_key_jwt' ? [...usual.filter((each) => !isSecret(each)), ...usual.filter(isSecret)] : usual

const isSecret = (method: Method): boolean => method.startsWith('client_secret_')

/**
 * The ways of registering a template at this server. An entry client is of no special kind: where the metadata document lists methods, and not the one that the
 * profile prefers, it takes one that is listed (RFC 8414 section 2, token_endpoint_auth_methods_supported). `certificates`: those that it can present.
 */
export function listedAttempts(
  { entry, attempts }: ClientTemplate,
  metadata: Json | undefined,
  certificates: readonly string[],
): readonly RegistrationAttempt[] {
  const listed = isObject(metadata) ? metadata.token_endpoint_auth_methods_supported : undefined
  if (!entry || !isObject(metadata) || !Array.isArray(listed)) return attempts
  const can = (method: Method): boolean =>
    listed.includes(method) &&
    (method !== 'self_signed_tls_client_auth' || certificates.includes('self_signed')) &&
    (method !== 'tls_client_auth' || certificates.includes('configured'))
  const ways = attempts.map((attempt) => {
    const { token_endpoint_auth_method: preferred } = attempt.metadata
    const method = usualFor(preferred).find(can)
    const stays = typeof preferred !== 'string' || listed.includes(preferred) || method === undefined
    return stays ? attempt : withMethod(method, attempt, metadata)
  })
  const texts = ways.map((way) => JSON.stringify(way.metadata))
  return ways.filter((_, index) => texts.indexOf(texts[index] ?? '') === index)
}

function withMethod(method: Method, attempt: RegistrationAttempt, server: JsonObject): RegistrationAttempt {
  const { jwks: _, ...metadata } = attempt.metadata
  return { ...attempt, metadata: { ...metadata, token_endpoint_auth_method: method, ...provenBy(method, server) } }
}

/** What the registration says of the key or certificate that proves the client. */
function provenBy(method: Method, server: JsonObject): JsonObject {
  const binds = server.tls_client_certificate_bound_access_tokens === true
  const bound = binds ? { tls_client_certificate_bound_access_tokens: true } : {}
  switch (method) {
    case 'client_secret_basic':
    case 'client_secret_post':
    case 'client_secret_jwt':
      return {}
    case 'private_key_jwt':
      return { jwks: { keys: ['$key.auth'] } }
    case 'self_signed_tls_client_auth':
      return { jwks: '$certificate.self_signed#/jwks?', ...bound }
    case 'tls_client_auth':
      return { tls_client_auth_subject_dn: '$certificate.configured#/subject_dn?', ...bound }
    default:
      return method satisfies never
  }
}
