import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../model/json.ts'
import { type ReferenceServer, startReferenceServer } from './index.ts'
import { basic, connect, seedMetadata, send, text } from './test-client.ts'

describe('airlock mode', () => {
  let server: ReferenceServer
  let api: Awaited<ReturnType<typeof connect>>
  let client: JsonObject

  beforeAll(async () => {
    server = await startReferenceServer()
    api = await connect(server)
    client = (await api.register(seedMetadata)).json
  })
  afterAll(() => server.close())

  it('lies at the documented paths', () => {
    const authorizationServer = `${server.baseUrl}/auth-login/rest/oauth2/authorization-servers/myAS`
    expect(server.issuer).toBe(authorizationServer)
    expect(api.metadata).toMatchObject({
      issuer: authorizationServer,
      token_endpoint: `${authorizationServer}/token`,
      introspection_endpoint: `${authorizationServer}/introspect`,
      revocation_endpoint: `${authorizationServer}/revoke`,
      jwks_uri: `${authorizationServer}/jwks`,
      registration_endpoint: `${server.baseUrl}/auth-login/rest/public/tech-client-registration/oauth2/myAS/register`,
    })
  })

  it('does not serve its metadata at the inserted place', async () => {
    const { pathname } = new URL(server.issuer)
    const inserted = await send(`${server.baseUrl}/.well-known/oauth-authorization-server${pathname}`)
    expect(inserted.status).toBe(404)
  })

  it('registers with 200, narrows the scope and keeps only what it processes', async () => {
    const before = Math.floor(Date.now() / 1000)
    const { status, headers, json } = await api.register({ ...seedMetadata, logo_uri: 'https://a.example/', x: 1 })
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/json',
      'no-store',
    ])
    const { client_id, client_secret, client_id_issued_at, ...rest } = json
    expect(client_id).toMatch(/^[0-9a-f-]{36}$/)
    expect(client_secret).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(Number(client_id_issued_at)).toBeGreaterThanOrEqual(before)
    expect(Number(client_id_issued_at)).toBeLessThanOrEqual(Date.now() / 1000)
    expect(rest).toEqual({ ...seedMetadata, scope: 'client-scope', client_secret_expires_at: 0 })
  })

  it('replaces an authentication method that it does not know', async () => {
    const { json } = await api.register({ ...seedMetadata, token_endpoint_auth_method: 'basic_auth' })
    expect(json.token_endpoint_auth_method).toBe('client_secret_basic')
  })

  it('gives a token although client_credentials is not registered', async () => {
    const { status, headers, json } = await api.token(client, { scope: 'client-scope' })
    expect([status, headers.get('cache-control'), headers.get('pragma')]).toEqual([200, 'no-store', 'no-cache'])
    expect(json).toEqual({
      access_token: json.access_token,
      scope: 'client-scope',
      token_type: 'Bearer',
      expires_in: 18_000,
    })
  })

  it('signs a JWT with the documented claims', async () => {
    const { json } = await api.token(client)
    const token = text(json.access_token)
    const keys = createRemoteJWKSet(new URL(text(api.metadata.jwks_uri)))
    const { payload } = await jwtVerify(token, keys)
    expect(Object.keys(decodeProtectedHeader(token))).toEqual(['kid', 'alg'])
    expect(Object.keys(payload).toSorted()).toEqual(['exp', 'iat', 'jti', 'nbf', 'random', 'scope'])
    expect(payload.scope).toEqual(['client-scope'])
    expect(Number(payload.exp) - Number(payload.iat)).toBe(18_000)
  })

  it('upholds the three limitations', async () => {
    const token = text((await api.token(client)).json.access_token)
    const auth = basic(client.client_id, client.client_secret)
    expect((await api.resource(token)).status).toBe(200)
    const introspected = await api.form('introspection', { token }, auth)
    expect([introspected.status, introspected.text]).toEqual([200, '{"active":false}'])
    const revoked = await api.form('revocation', { token }, auth)
    expect([revoked.status, revoked.text]).toEqual([200, ''])
    const refreshed = await api.form('token', { grant_type: 'refresh_token', refresh_token: token }, auth)
    expect([refreshed.status, refreshed.json.error]).toEqual([400, 'invalid_grant'])
    expect((await api.resource(token)).status).toBe(200)
    expect((await api.resource(`${token}x`)).status).toBe(401)
  })

  it('does not manage clients', async () => {
    expect(client).not.toHaveProperty('registration_access_token')
    const { status } = await send(`${text(api.metadata.registration_endpoint)}/${text(client.client_id)}`)
    expect(status).toBe(404)
  })

  it('refuses the scope that registration refused', async () => {
    const { status, json } = await api.token(client, { scope: 'strong' })
    expect([status, json.error]).toEqual([400, 'invalid_scope'])
  })
})
