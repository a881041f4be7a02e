import { describe, expect, it } from 'vitest'
import type { TargetFacts } from '../../model/evidence.ts'
import type { RequestSpec } from '../../model/scenario.ts'
import { type Operation, operations } from '../../model/vocabulary.ts'
import { createKeyRing } from '../keys/key-ring.ts'
import { target } from '../testing/specs.ts'
import { buildRequest } from './build-request.ts'
import type { RequestContext } from './context.ts'

const endpoint = (url: string) => ({ url, from: 'metadata', omittedByMetadata: false }) as const
const facts: TargetFacts = {
  named: 'test',
  loopback: true,
  https: false,
  registers: true,
  parameters: { size: 3 },
  endpoints: {
    registration: endpoint('http://127.0.0.1/register'),
    token: endpoint('http://127.0.0.1/token?tenant=a'),
    introspection: endpoint('http://127.0.0.1/introspect'),
    revocation: endpoint('http://127.0.0.1/revoke'),
    metadata: endpoint('http://127.0.0.1/metadata'),
    jwks: endpoint('http://127.0.0.1/jwks'),
    resource: endpoint('http://127.0.0.1/api'),
  },
  capabilities: {},
}
const client = {
  client_id: 'me',
  client_secret: 'abc',
  scope: 'read write',
  client_name: 'Me',
  client_id_issued_at: 1,
  client_secret_expires_at: 0,
  registration_access_token: 'rat',
  registration_client_uri: 'http://127.0.0.1/register/me',
}
const context = (more: Partial<RequestContext> = {}): RequestContext => ({
  target: target('http://127.0.0.1'),
  version: '9',
  scope: {
    row: { method: 'client_secret_post' },
    facts,
    client,
    exchange: () => undefined,
    minted: () => undefined,
    all: () => [],
    invent: (_, name, place) => `${name}@${place}`,
    secretFacts: () => undefined,
  },
  invent: (_, name) => name,
  keys: createKeyRing(),
  owners: { client: 'client', second: 'second' },
  now: 1_700_000_000,
  certificates: {},
  client,
  registration: { client_name: '$fake.company.name', scope: '$target.scope?' },
  ...more,
})

async function build(operation: Operation, spec: RequestSpec = {}, more: Partial<RequestContext> = {}) {
  const built = await buildRequest(operation, spec, context(more))
  if (built.kind !== 'request') throw new Error(built.because)
  const headers = Object.fromEntries(built.request.headers.map(([name, value]) => [name.toLowerCase(), value]))
  return { ...built.request, headers }
}

const basic = `Basic ${btoa('me:abc')}`
const formType = 'application/x-www-form-urlencoded'

describe('the correct default request', () => {
  it.each([
    [
      'token',
      'POST',
      'http://127.0.0.1/token?tenant=a',
      'grant_type=client_credentials&scope=read+write',
      basic,
      formType,
    ],
    ['refresh', 'POST', 'http://127.0.0.1/token?tenant=a', 'grant_type=refresh_token', basic, formType],
    ['introspect', 'POST', 'http://127.0.0.1/introspect', '', basic, formType],
    ['revoke', 'POST', 'http://127.0.0.1/revoke', '', basic, formType],
    [
      'register',
      'POST',
      'http://127.0.0.1/register',
      '{"client_name":"company.name@json.client_name"}',
      undefined,
      'application/json',
    ],
    ['read_client', 'GET', 'http://127.0.0.1/register/me', undefined, 'Bearer rat', undefined],
    ['delete_client', 'DELETE', 'http://127.0.0.1/register/me', undefined, 'Bearer rat', undefined],
    ['metadata', 'GET', 'http://127.0.0.1/metadata', undefined, undefined, undefined],
    ['jwks', 'GET', 'http://127.0.0.1/jwks', undefined, undefined, undefined],
    ['resource', 'GET', 'http://127.0.0.1/api', undefined, undefined, undefined],
  ] as const)('%s', async (operation, method, url, body, authorization, type) => {
    const request = await build(operation)
    expect([request.method, request.url, request.body]).toEqual([method, url, body])
    expect([request.headers.authorization, request.headers['content-type']]).toEqual([authorization, type])
    expect(request.headers).toMatchObject({ 'user-agent': 'grantcheck/9', 'accept-encoding': 'identity' })
  })

  it('sends back what the server stated in an update, without what it must not (RFC 7592 section 2.2)', async () => {
    expect(JSON.parse((await build('update_client')).body ?? '')).toEqual({
      client_id: 'me',
      client_secret: 'abc',
      scope: 'read write',
      client_name: 'Me',
    })
  })

  it('adds what the target file says that its token endpoint asks for, and lets a step leave it out', async () => {
    const more = { target: target('http://127.0.0.1', { tokenParameters: { audience: 'urn:api' } }) }
    const form = 'grant_type=client_credentials&scope=read+write'
    expect((await build('token', {}, more)).body).toBe(`${form}&audience=urn%3Aapi`)
    expect((await build('token', { params: { audience: null } }, more)).body).toBe(form)
    expect((await build('refresh', {}, more)).body).not.toContain('audience')
  })

  it.each([
    ['read', 'read write admin', 'read'],
    ['write read', 'read write', 'write read'],
    ['read write', 'read', 'read'],
    ['read', 'admin', 'read'],
    [undefined, 'admin', 'admin'],
  ])('asks for the scope of the target (%s) as far as it is registered (%s): %s', async (wanted, scope, asked) => {
    const client = { client_id: 'me', client_secret: 'abc', scope }
    const more = { client, target: target('http://127.0.0.1', wanted === undefined ? {} : { scope: wanted }) }
    expect(new URLSearchParams((await build('token', {}, more)).body).get('scope')).toBe(asked)
  })

  it('registers what the target file adds, replaces and leaves out; a step has the last word', async () => {
    const registration = { scopes: [], scope: null, client_name: '$fake.company.name' }
    const more = { target: target('http://127.0.0.1', { registration }) }
    const body = async (spec: RequestSpec = {}) => JSON.parse((await build('register', spec, more)).body ?? '')
    expect(await body()).toEqual({ client_name: '$fake.company.name', scopes: [] })
    expect(await body({ json: { scopes: null, client_name: 'x' } })).toEqual({ client_name: 'x' })
  })

  it('asks for the scope of the target where the client has none, and for its resource', async () => {
    const more = {
      client: { client_id: 'me', client_secret: 'abc' },
      target: target('http://127.0.0.1', { scope: 'a', resource: 'https://api.acme.io/' }),
    }
    expect((await build('token', {}, more)).body).toBe(
      'grant_type=client_credentials&scope=a&resource=https%3A%2F%2Fapi.acme.io%2F',
    )
  })

  it('introspects as the caller that the target file names', async () => {
    const caller = { client_id: 'rs', client_secret: 'x', token_endpoint_auth_method: 'client_secret_post' } as const
    const request = await build(
      'introspect',
      { params: { token: 't' } },
      { target: target('http://127.0.0.1', { introspectionClient: caller }) },
    )
    expect(request.body).toBe('client_id=rs&client_secret=x&token=t')
    expect((await build('introspect', { auth: { as: 'client' } })).headers.authorization).toBe(basic)
  })

  it('registers with the initial access token, and adds the header fields of the target file', async () => {
    const more = {
      target: target('http://127.0.0.1', {
        initialAccessToken: 'iat',
        headers: { registration: { 'X-Same-Domain': '1' } },
      }),
    }
    expect((await build('register', {}, more)).headers).toMatchObject({
      authorization: 'Bearer iat',
      'x-same-domain': '1',
    })
    expect((await build('token', {}, more)).headers).not.toHaveProperty('x-same-domain')
  })
})

describe('overrides', () => {
  it('replaces, omits and repeats form members where they stand', async () => {
    const params = { scope: ['a', 'b'], grant_type: null, extra: 5 }
    expect((await build('token', { params })).body).toBe('scope=a&scope=b&extra=5')
  })

  it('lets a form member of client authentication be overridden', async () => {
    const spec = { auth: { method: '$matrix.method' }, params: { client_secret: null, grant_type: 'x' } }
    const request = await build('token', spec)
    expect(request.body).toBe('grant_type=x&scope=read+write&client_id=me')
    expect(request.headers).not.toHaveProperty('authorization')
  })

  it('merges JSON members, and omits null and what an optional reference does not have', async () => {
    const json = {
      client_name: null,
      redirect_uris: ['$fake.uri.redirect', 'https://a.example/$'],
      scope: '$metadata#/none?',
      n: '$param.size',
    }
    expect((await build('register', { json })).body).toBe(
      '{"redirect_uris":["uri.redirect@json.redirect_uris.0","https://a.example/$"],"n":3}',
    )
  })

  it('sends a form as JSON when the step gives JSON members', async () => {
    const request = await build('token', { json: { more: true } })
    expect([request.body, request.headers['content-type']]).toEqual([
      '{"grant_type":"client_credentials","scope":"read write","more":true}',
      'application/json',
    ])
  })

  it('sends body, content type and method exactly as given', async () => {
    const request = await build('token', { body: 'a=1&&', content_type: 'text/plain', http_method: 'PUT' })
    expect([request.method, request.body, request.headers['content-type']]).toEqual(['PUT', 'a=1&&', 'text/plain'])
    expect((await build('token', { body: 'x', content_type: null })).headers).not.toHaveProperty('content-type')
  })

  it('moves form members into the query of a GET', async () => {
    const request = await build('token', {
      http_method: 'GET',
      query: { q: 'a b' },
      auth: { defect: 'credentials_in_query' },
    })
    expect(request.url).toBe(
      'http://127.0.0.1/token?tenant=a&grant_type=client_credentials&scope=read+write&client_id=me&client_secret=abc&q=a+b',
    )
    expect(request).not.toHaveProperty('body')
  })

  it('replaces and omits header fields without regard to case', async () => {
    const headers = { accept: '*/*', 'USER-AGENT': null, 'X-Twice': ['1', '2'] }
    const built = await buildRequest('jwks', { headers }, context())
    expect(built).toMatchObject({
      request: {
        headers: [
          ['Accept-Encoding', 'identity'],
          ['accept', '*/*'],
          ['X-Twice', '1'],
          ['X-Twice', '2'],
        ],
      },
    })
  })

  it('sends a bearer token, or nothing at all, instead of client authentication', async () => {
    expect((await build('resource', { auth: { bearer: 'tok' } })).headers.authorization).toBe('Bearer tok')
    expect((await build('read_client', { auth: { bearer: 'other' } })).headers.authorization).toBe('Bearer other')
    // The assertion of that grant needs an issuer of the target file, a request of no OAuth a host; a look at TLS sends none.
    for (const operation of operations.filter((each) => !['jwt_grant', 'http', 'tls'].includes(each))) {
      expect((await build(operation, { auth: { defect: 'no_authentication' } })).headers).not.toHaveProperty(
        'authorization',
      )
    }
  })

  it('uses the second client', async () => {
    const second = { client_id: 'two', client_secret: 'def', registration_access_token: 'rat2' }
    expect((await build('token', { auth: { as: 'second' } }, { second })).headers.authorization).toBe(
      `Basic ${btoa('two:def')}`,
    )
    expect((await build('read_client', { auth: { as: 'second' } }, { second })).headers.authorization).toBe(
      'Bearer rat2',
    )
  })
})

describe('what stands in the way', () => {
  const because = (operation: Operation, spec: RequestSpec = {}, more: Partial<RequestContext> = {}) =>
    buildRequest(operation, spec, context(more))

  it('an endpoint that is not offered makes a step not applicable', async () => {
    const scope = { ...context().scope, facts: { ...facts, endpoints: {} } }
    expect(await because('revoke', {}, { scope })).toMatchObject({
      kind: 'skipped',
      because: expect.stringContaining('no revocation endpoint'),
    })
  })

  it('a reference without value blocks it', async () => {
    expect(await because('token', { params: { scope: '$steps.mint.body#/scope' } })).toMatchObject({
      kind: 'blocked',
      because: expect.stringContaining('of step "mint" has no'),
    })
    expect(await because('token', { auth: { as: 'second' } })).toMatchObject({ kind: 'blocked' })
  })

  it('a client that cannot be managed makes management not applicable', async () => {
    expect(await because('read_client', {}, { client: { client_id: 'me' } })).toMatchObject({ kind: 'skipped' })
  })
})
