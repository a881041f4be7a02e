import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../model/json.ts'
import { type ReferenceServer, startReferenceServer } from './index.ts'
import { basic, connect, machineMetadata, send, text } from './test-client.ts'

describe('full mode', () => {
  let server: ReferenceServer
  let api: Awaited<ReturnType<typeof connect>>
  let client: JsonObject
  let other: JsonObject

  beforeAll(async () => {
    server = await startReferenceServer({ mode: 'full' })
    api = await connect(server)
    client = (await api.register(machineMetadata)).json
    other = (await api.register(machineMetadata)).json
  })
  afterAll(() => server.close())

  const introspect = async (token: string, caller: JsonObject): Promise<JsonObject> =>
    (await api.form('introspection', { token }, basic(caller.client_id, caller.client_secret))).json

  it('names itself in its metadata', () => {
    expect(api.metadata).toMatchObject({ issuer: server.baseUrl, scopes_supported: ['read', 'write'] })
  })

  it('registers with 201 and fills in defaults', async () => {
    const { status, json } = await api.register({ client_name: 'Only a name' })
    expect(status).toBe(201)
    expect(json).toMatchObject({
      scope: 'read write',
      grant_types: ['client_credentials'],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_basic',
    })
  })

  it.each([
    [{ redirect_uris: ['https://a.example/#x'] }, 'invalid_redirect_uri'],
    [{ redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
    [{ redirect_uris: ['/relative'] }, 'invalid_redirect_uri'],
    [{ redirect_uris: 'https://a.example/' }, 'invalid_redirect_uri'],
    [{ grant_types: ['authorization_code'] }, 'invalid_redirect_uri'],
    [{ grant_types: 'client_credentials' }, 'invalid_client_metadata'],
    [{ grant_types: ['client_credentials'], response_types: ['code'] }, 'invalid_client_metadata'],
    [{ token_endpoint_auth_method: 'telepathy' }, 'invalid_client_metadata'],
    [{ scope: 'no-such-scope' }, 'invalid_client_metadata'],
    [{ client_uri: 'javascript:alert(1)' }, 'invalid_client_metadata'],
    [{ jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }, 'invalid_client_metadata'],
    [{ jwks: { keys: [] }, jwks_uri: 'https://a.example/jwks' }, 'invalid_client_metadata'],
  ])('refuses to register %j', async (metadata, error) => {
    const { status, json } = await api.register(metadata)
    expect([status, json.error]).toEqual([400, error])
  })

  it('issues RFC 9068 tokens', async () => {
    const { json } = await api.token(client, { scope: 'read' })
    const token = text(json.access_token)
    const keys = createRemoteJWKSet(new URL(text(api.metadata.jwks_uri)))
    const { payload } = await jwtVerify(token, keys, {
      typ: 'at+jwt',
      algorithms: ['RS256'],
      issuer: server.baseUrl,
      audience: `${server.baseUrl}/api/resource`,
      subject: text(client.client_id),
    })
    expect(payload).toMatchObject({ client_id: client.client_id, scope: 'read' })
    expect(json.expires_in).toBe(Number(payload.exp) - Number(payload.iat))
  })

  it('shows a live token to its owner only', async () => {
    const token = text((await api.token(client)).json.access_token)
    expect(await introspect(token, client)).toMatchObject({
      active: true,
      token_type: 'Bearer',
      client_id: client.client_id,
      scope: 'read write',
    })
    expect(await introspect(token, other)).toEqual({ active: false })
    expect(await introspect('garbage', client)).toEqual({ active: false })
  })

  it('revokes a token for its owner only', async () => {
    const token = text((await api.token(client)).json.access_token)
    const revoke = (by: JsonObject) => api.form('revocation', { token }, basic(by.client_id, by.client_secret))
    expect((await revoke(other)).status).toBe(200)
    expect((await api.resource(token)).status).toBe(200)
    expect((await revoke(client)).status).toBe(200)
    expect(await introspect(token, client)).toEqual({ active: false })
    expect((await api.resource(token)).status).toBe(401)
  })

  it('enforces registered grants', async () => {
    const metadata = { grant_types: ['authorization_code'], redirect_uris: ['https://a.example/cb'] }
    const { json } = await api.register(metadata)
    const refused = await api.token(json)
    expect([refused.status, refused.json.error]).toEqual([400, 'unauthorized_client'])
  })

  it('keeps public clients from client_credentials', async () => {
    const { json } = await api.register({ ...machineMetadata, token_endpoint_auth_method: 'none' })
    expect(json).not.toHaveProperty('client_secret')
    const refused = await api.form('token', { grant_type: 'client_credentials', client_id: text(json.client_id) })
    expect([refused.status, refused.json.error]).toEqual([400, 'unauthorized_client'])
  })

  it('accepts client_secret_post', async () => {
    const { json } = await api.register({ ...machineMetadata, token_endpoint_auth_method: 'client_secret_post' })
    const credentials = { client_id: text(json.client_id), client_secret: text(json.client_secret) }
    const { status } = await api.form('token', { grant_type: 'client_credentials', ...credentials })
    expect(status).toBe(200)
  })

  it('denies at the authorization endpoint, where it has no users', async () => {
    const uri = 'https://a.example/cb'
    const { json } = await api.register({ redirect_uris: [uri] })
    const query = new URLSearchParams({ client_id: text(json.client_id), redirect_uri: uri, state: 's' })
    const denied = await send(`${text(api.metadata.authorization_endpoint)}?${query}`)
    expect(denied.headers.get('location')).toBe(`${uri}?error=access_denied&state=s`)
    expect((await send(text(api.metadata.authorization_endpoint))).status).toBe(400)
  })

  const where = (): string => `resource_metadata="${server.baseUrl}/.well-known/oauth-protected-resource/api/resource"`

  it.each([
    [undefined, 401, 'Bearer realm="resource"'],
    ['Bearer garbage', 401, 'Bearer realm="resource", error="invalid_token"'],
    ['Bearer "', 400, 'Bearer realm="resource", error="invalid_request"'],
  ])('challenges %j at the resource', async (header, status, challenge) => {
    const headers: Record<string, string> = header === undefined ? {} : { Authorization: header }
    const answer = await send(`${server.baseUrl}/api/resource`, { headers })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([status, `${challenge}, ${where()}`])
  })

  it('answers 403 for a token without the needed scope', async () => {
    const { json } = await api.token(client, { scope: 'write' })
    const { status, headers } = await api.resource(json.access_token)
    expect([status, headers.get('www-authenticate')]).toEqual([
      403,
      `Bearer realm="resource", error="insufficient_scope", scope="read", ${where()}`,
    ])
  })
})
