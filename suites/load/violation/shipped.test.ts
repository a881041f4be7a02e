import { describe, expect, it } from 'vitest'
import { isObject } from '../../decode/json.ts'
import type { JsonObject } from '../../model/json.ts'
import { messageCompiler } from '../compile-message.ts'
import { nameOf, schemasIn } from '../message-schemas-in.ts'
import { validatorBy } from '../schema-validator.ts'
import { loadShipped } from '../shipped.ts'
import { lines } from '../testing/violations.ts'

const specs = await loadShipped()
const validate = validatorBy(specs.schemas, messageCompiler(specs.schemas))
const written = Object.values(specs.scenarios)
  .flatMap(schemasIn)
  .flatMap((schema) => (typeof schema === 'string' ? [] : [[nameOf(schema), schema] as const]))

/** The schemas of a scenario, in its order. */
const inScenario = (id: string): readonly JsonObject[] =>
  (specs.scenarios[id]?.steps ?? []).flatMap(({ expect: checks }) =>
    checks.flatMap(({ schema }) => (isObject(schema) && typeof schema.name !== 'string' ? [schema] : [])),
  )

/** What all schemas of a scenario say of a body. */
const said = (scenario: string, body: unknown): readonly string[] =>
  inScenario(scenario).flatMap((schema) => lines(validate(schema, body)))

describe('what the shipped schemas say', () => {
  it.each<[schema: string, body: unknown, sentences: readonly string[]]>([
    [
      'access-token-claims',
      { iss: 5, aud: ['a', 5], exp: -1, iat: 1e12, sub: null },
      [
        '/iss: must be a string, is a number',
        '/sub: must be a string, is null',
        '/aud/1: must be a string, is a number',
        '/exp: must be at least 0, is less',
        '/iat: must be at most 99999999999, is more',
      ],
    ],
    [
      'client-information-response',
      { client_secret: '', registration_client_uri: '/register', grant_types: 'x', jwks: {} },
      [
        'top: must have the member "client_id"',
        '/client_secret: must not be an empty string, and is',
        '/registration_client_uri: must be an absolute URI (RFC 3986 section 4.3), is another string',
        '/grant_types: must be an array or null, is a string',
        '/jwks: must have the member "keys"',
      ],
    ],
    [
      'error-response',
      { error: 'with "quotes"', error_description: 'Zugriff verweigert für Sie', error_uri: 'a b', access_token: 'x' },
      [
        '/error: must be printable ASCII without quotation mark and backslash (RFC 6749 section 5.2) only, has others',
        '/error_description: must be printable ASCII without quotation mark and backslash (RFC 6749 section 5.2) only, has others',
        '/error_uri: must be printable ASCII without quotation mark, backslash and space (RFC 6749 section 5.2) only, has others',
        '/access_token: must not be there, is a string',
      ],
    ],
    [
      'error-response',
      { error: '' },
      [
        '/error: must be printable ASCII without quotation mark and backslash (RFC 6749 section 5.2), is an empty string',
      ],
    ],
    [
      'registration-error',
      { error: 'é', error_description: 'é', client_id: null },
      [
        '/error: must be printable ASCII only, has others',
        '/error_description: must be ASCII only, has others',
        '/client_id: must not be there, is null',
      ],
    ],
    ['introspection-response', { active: 'true' }, ['/active: must be a boolean, is a string']],
    [
      'jwks',
      { keys: [{ kty: '' }, 'x'] },
      ['/keys/0/kty: must not be an empty string, and is', '/keys/1: must be an object, is a string'],
    ],
    ['metadata', { issuer: '' }, ['/issuer: must be an absolute URI (RFC 3986 section 4.3), is an empty string']],
    [
      'token-response',
      { access_token: 'x', token_type: 'Bearer', expires_in: 1.5 },
      ['/expires_in: must be an integer, is a number that is not whole'],
    ],
  ])('%s', (schema, body, sentences) => {
    expect(lines(validate(schema, body))).toEqual(sentences)
  })

  it.each<[scenario: string, body: unknown, sentences: readonly string[]]>([
    ['details/granted', { authorization_details: [] }, ['/authorization_details: must not be an empty array, and is']],
    [
      'fapi2/metadata',
      {
        keys: [
          { kty: 'RSA', n: 'abc' },
          { kty: 'EC', crv: 'P-192' },
        ],
      },
      [
        '/keys/0/n: must have at least 342 characters, has 3',
        '/keys/1/crv: must not be one of ["P-192","secp192k1","secp192r1"], and is',
      ],
    ],
    [
      'introspection/signed',
      { active: true, scope: 'x' },
      ['top: must not have the member "scope"', '/active: must be false, is true'],
    ],
    [
      'jwt/seed-jwks',
      {
        keys: [
          { kty: 'oct', k: 'secret' },
          { kty: 'RSA', d: 'secret' },
        ],
      },
      ['/keys/0/kty: must not be "oct", and is', '/keys/1/d: must not be there, is a string'],
    ],
    [
      'jwt/access-token-profile',
      { keys: [{ kty: 'EC' }, {}] },
      ['/keys: must contain an object with "kty" that is "RSA", and none of its 2 items is'],
    ],
    [
      'jwt/access-token-profile',
      { keys: [{ kty: 'EC' }] },
      ['/keys: must contain an object with "kty" that is "RSA", and its one item is not'],
    ],
    [
      'jwt/access-token-profile',
      { keys: [] },
      ['/keys: must contain an object with "kty" that is "RSA", is an empty array'],
    ],
    [
      'mcp/client-credentials',
      { token_endpoint_auth_methods_supported: ['none', 'x', 'y'] },
      [
        '/token_endpoint_auth_methods_supported: must contain one of ["private_key_jwt","client_secret_basic"], and none of its 3 items is',
      ],
    ],
    [
      'metadata/matches-behaviour',
      { token_endpoint_auth_methods_supported: ['private_key_jwt'] },
      [
        'top: must have "dpop_signing_alg_values_supported" or have "tls_client_certificate_bound_access_tokens" that is true, but does neither',
      ],
    ],
    [
      'mtls/metadata',
      { mtls_endpoint_aliases: {} },
      ['/mtls_endpoint_aliases: must not be an object without members, and is'],
    ],
    [
      'mtls/metadata',
      { mtls_endpoint_aliases: { token_endpoint: 'token' } },
      ['/mtls_endpoint_aliases/token_endpoint: must be an http or https URL with a host, and is none'],
    ],
    [
      'mtls/registration',
      {
        token_endpoint_auth_method: 'tls_client_auth',
        tls_client_auth_subject_dn: 'CN=x',
        tls_client_auth_san_dns: 'x',
      },
      [
        'top: must not have "tls_client_auth_subject_dn" and "tls_client_auth_san_dns", and has',
        'top: must not have "token_endpoint_auth_method" that is "tls_client_auth", and has',
      ],
    ],
    ['oauth-2.1/token-response', { scope: null }, ['/scope: must not be null, and is']],
    [
      'oauth-2.1/metadata',
      { token_endpoint: 'http://as.example' },
      ['/token_endpoint: must begin with "https:", and does not'],
    ],
    ['resource/metadata', { scopes_supported: [] }, ['/scopes_supported: must not be an empty array, and is']],
    ['registration/refused-values', { jwks: {}, jwks_uri: 'x' }, ['top: must not have "jwks" and "jwks_uri", and has']],
  ])('%s, in the scenario itself', (scenario, body, sentences) => {
    expect(said(scenario, body)).toEqual(sentences)
  })

  it('metadata/document: lists that are texts, lists that are empty', () => {
    const sentences = said('metadata/document', { issuer: 'x', token_endpoint: 'x', scopes_supported: 'a b', x: [] })
    expect(sentences).toContain('/scopes_supported: must not be a string, and is')
    expect(sentences).toContain('/x: must not be an empty array, and is')
  })

  it('jwks/document: keys', () => {
    const sentences = said('jwks/document', {
      keys: [
        { kty: 'EC', crv: 'P-256', x: 'abc', y: '*'.repeat(43), use: 'sig', key_ops: ['verify', 'sign', 'verify'] },
        { kty: 'RSA', n: '', e: 'A=' },
        { kty: '' },
        { kty: 'RSA', n: 'x'.repeat(342), e: 'AAEAAQ' },
      ],
    })
    expect(sentences).toEqual([
      '/keys/2/kty: must not be an empty string, and is',
      '/keys/0: must not have "use" and "key_ops", and has',
      '/keys/0/key_ops: must not have an item twice, items 1 and 3 are the same',
      '/keys/1/n: must not be an empty string, and is',
      '/keys/1/n: must begin with an octet that is not zero (RFC 7518 section 2), and does not',
      '/keys/1/n: must be base64url characters (RFC 4648 section 5), is an empty string',
      '/keys/1/e: must begin with an octet that is not zero (RFC 7518 section 2), and does not',
      '/keys/1/e: must be base64url characters (RFC 4648 section 5) only, has others',
      '/keys/3/e: must begin with an octet that is not zero (RFC 7518 section 2), and does not',
      '/keys/0/x: must be 43 base64url characters (RFC 4648 section 5), has 3 characters',
      '/keys/0/y: must be base64url characters (RFC 4648 section 5) only, has others',
    ])
  })
})

/** Keywords that can be violated, in all schemas of messages: every one has a sentence of its own above. */
const told = new Set([
  ...['type', 'required', 'additionalProperties', 'enum', 'const', 'format', 'pattern', 'not', 'contains', 'anyOf'],
  ...['uniqueItems', 'minLength', 'minItems', 'maxItems', 'minProperties', 'minimum', 'maximum'],
])
/** Keywords that hold schemas or words, and are never violated themselves. */
const silent = new Set([
  ...['$schema', '$id', '$ref', '$defs', 'title', 'description', 'properties', 'patternProperties', 'items'],
  ...['allOf', 'if', 'then', 'else'],
])

function keywordsOf(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(keywordsOf)
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([name, value]: [string, unknown]) => {
    if (['properties', 'patternProperties', '$defs'].includes(name))
      return [name, ...Object.values(Object(value)).flatMap(keywordsOf)]
    return ['enum', 'const', 'required', 'type'].includes(name) ? [name] : [name, ...keywordsOf(value)]
  })
}

const patternsOf = (schema: unknown): readonly string[] =>
  [...JSON.stringify(schema).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/gu)].map(([, text = '""']) =>
    String(JSON.parse(text)),
  )

describe('every schema of a message', () => {
  const all = [...Object.entries(specs.schemas), ...written]

  it.each(all)('%s uses keywords that have a sentence', (_name, schema) => {
    expect(keywordsOf(schema).filter((keyword) => !told.has(keyword) && !silent.has(keyword))).toEqual([])
  })

  it('has patterns that are told in words', () => {
    const patterns = [...new Set(all.flatMap(([, schema]) => patternsOf(schema)))]
    expect(patterns.length).toBeGreaterThan(8)
    for (const pattern of patterns) {
      const [sentence = ''] = lines(validate({ type: 'string', pattern }, '\u0000é'))
      expect(sentence, pattern).toMatch(/^top: must /u)
      expect(sentence, pattern).not.toContain('pattern')
    }
  })

  it('never speaks like the library, and never shows a value', () => {
    const odd = [null, true, 5.5, -1, 1e12, '', 'hunter2', [], {}, ['hunter2'], [5, 5], { hunter2: 1 }]
    const names = [...new Set(JSON.stringify(all).match(/[a-z_]{1,60}(?=":\{)/gu) ?? [])]
    const bodies = odd.flatMap((value) => [
      value,
      Object.fromEntries(names.map((name) => [name, value])),
      { keys: [value, Object.fromEntries(names.map((name) => [name, value]))] },
    ])
    const sentences = all.flatMap(([, schema]) => bodies.flatMap((body) => lines(validate(schema, body))))
    expect(sentences.length).toBeGreaterThan(1000)
    for (const sentence of new Set(sentences)) {
      expect(sentence).toMatch(/^(top|\/[^:]*): must /u)
      expect(sentence).not.toMatch(/must NOT|must match|must pass|valid item|schema|undefined|NaN|; /u)
      expect(sentence.replace(/member "hunter2"|\/hunter2/gu, '')).not.toContain('hunter2')
    }
  })
})
