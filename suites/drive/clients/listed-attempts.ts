import { isObject } from '../../decode/json.ts'
import type { Json } from '../../model/json.ts'
import type { ClientTemplate, RegistrationAttempt } from '../../model/profile.ts'

/** Methods that the client of every template can do, the most usual first. */
const usual = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'client_secret_jwt'] as const

/**
 * The ways of registering a template at this server. An entry client is of no special kind: where the metadata document lists methods, and not the one that the
 * profile prefers, it takes one that is listed (RFC 8414 section 2, token_endpoint_auth_methods_supported).
 */
export function listedAttempts(
  { entry, attempts }: ClientTemplate,
  metadata: Json | undefined,
): readonly RegistrationAttempt[] {
  const listed = isObject(metadata) ? metadata.token_endpoint_auth_methods_supported : undefined
  if (!entry || !Array.isArray(listed)) return attempts
  const method = usual.find((each) => listed.includes(each))
  if (method === undefined) return attempts
  const ways = attempts.map((attempt) => {
    const { token_endpoint_auth_method: preferred } = attempt.metadata
    return typeof preferred !== 'string' || listed.includes(preferred) ? attempt : withMethod(method, attempt)
  })
  const texts = ways.map((way) => JSON.stringify(way.metadata))
  return ways.filter((_, index) => texts.indexOf(texts[index] ?? '') === index)
}

const withMethod = (method: (typeof usual)[number], attempt: RegistrationAttempt): RegistrationAttempt => ({
  ...attempt,
  metadata: {
    ...attempt.metadata,
    token_endpoint_auth_method: method,
    ...(method === 'private_key_jwt' ? { jwks: { keys: ['$key.auth'] } } : {}),
  },
})
