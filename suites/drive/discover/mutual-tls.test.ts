import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../model/json.ts'
import type { Target } from '../../model/target.ts'
import { profile, target } from '../testing/specs.ts'
import { mutualTls } from './mutual-tls.ts'
import type { CapabilitySources } from './sources.ts'

const sources = (
  metadata: JsonObject | undefined,
  url: string | undefined = 'https://as.example/token',
  tls: Target['tls'] = {},
): CapabilitySources => ({
  target: { ...target('https://as.example'), tls },
  profile: profile(),
  endpoints: { token: { url, from: 'metadata', omittedByMetadata: false } },
  https: url.startsWith('https:'),
  loopback: false,
  ...(metadata === undefined ? {} : { metadata }),
})

/** The capabilities that are offered. */
const offered = (given: CapabilitySources): readonly string[] =>
  Object.entries(mutualTls(given)).flatMap(([name, fact]) => (fact.offered ? [name] : []))

const listing = (...methods: readonly string[]): JsonObject => ({ token_endpoint_auth_methods_supported: methods })
const bound = { tls_client_certificate_bound_access_tokens: true }

describe('mutual TLS in metadata (RFC 8705)', () => {
  it.each<[what: string, metadata: JsonObject | undefined, names: readonly string[]]>([
    ['no document', undefined, []],
    ['a document that says nothing of it', listing('client_secret_basic'), []],
    ['no list of methods', {}, []],
    ['methods that are no list', { token_endpoint_auth_methods_supported: 'tls_client_auth' }, []],
    ['tls_client_auth', listing('tls_client_auth'), ['tls_client_auth', 'mtls']],
    [
      'self_signed_tls_client_auth',
      listing('client_secret_basic', 'self_signed_tls_client_auth'),
      ['self_signed_tls_client_auth', 'mtls'],
    ],
    ['bound tokens alone', bound, ['certificate_bound_tokens', 'mtls']],
    ['bound tokens denied', { tls_client_certificate_bound_access_tokens: false }, []],
    ['bound tokens by a text, which is no boolean', { tls_client_certificate_bound_access_tokens: 'true' }, []],
    [
      'all of it',
      { ...bound, ...listing('tls_client_auth', 'self_signed_tls_client_auth') },
      ['tls_client_auth', 'self_signed_tls_client_auth', 'certificate_bound_tokens', 'mtls'],
    ],
    ['aliases alone', { mtls_endpoint_aliases: { token_endpoint: 'https://mtls.as.example/token' } }, []],
  ])('%s', (_what, metadata, names) => {
    expect(offered(sources(metadata))).toEqual(names)
  })

  it('says what shows it, and what is missing', () => {
    const facts = mutualTls(sources({ ...bound, ...listing('tls_client_auth') }))
    expect(facts.tls_client_auth?.because).toBe('token_endpoint_auth_methods_supported lists tls_client_auth')
    expect(facts.self_signed_tls_client_auth?.because).toMatch(/does not list self_signed_tls_client_auth/u)
    expect(facts.certificate_bound_tokens?.because).toMatch(/is true in the metadata document/u)
    expect(facts.mtls?.because).toBe(facts.tls_client_auth?.because)
    expect(mutualTls(sources({})).certificate_bound_tokens?.because).toMatch(/is not true/u)
    expect(mutualTls(sources({})).mtls?.because).toMatch(/metadata names neither/u)
  })

  it('offers nothing by plain http, and says so of all that is announced', () => {
    const facts = mutualTls(sources({ ...bound, ...listing('tls_client_auth') }, 'http://127.0.0.1/token'))
    for (const name of ['tls_client_auth', 'certificate_bound_tokens', 'mtls'] as const)
      expect(facts[name]).toEqual({ offered: false, because: expect.stringMatching(/plain http \(http:\/\/127/u) })
    expect(facts.self_signed_tls_client_auth?.because).toMatch(/does not list/u)
  })

  it('looks at the alias of the token endpoint, which is where such clients go', () => {
    const at = (token_endpoint: string) => ({ ...bound, mtls_endpoint_aliases: { token_endpoint } })
    expect(offered(sources(at('https://mtls.as.example/token'), 'http://127.0.0.1/token'))).toContain('mtls')
    expect(offered(sources(at('http://127.0.0.1/token')))).toEqual([])
  })

  it('needs a token endpoint no more than a document to say so', () => {
    const { endpoints: _, ...rest } = sources(bound)
    expect(offered({ ...rest, endpoints: {} })).toEqual(['certificate_bound_tokens', 'mtls'])
  })

  it('knows whether the target file has a certificate', () => {
    expect(mutualTls(sources({})).client_certificate).toEqual({
      offered: false,
      because: 'the target file has no tls.cert',
    })
    expect(mutualTls(sources({}, undefined, { cert: 'c.pem', key: 'k.pem' })).client_certificate).toEqual({
      offered: true,
      because: 'the target file has a tls.cert',
    })
  })
})
