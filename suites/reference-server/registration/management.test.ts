import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../model/json.ts'
import { type ReferenceServer, startReferenceServer } from '../index.ts'
import { type Answer, basic, connect, machineMetadata, send, text } from '../test-client.ts'

describe('client management (RFC 7592)', () => {
  let server: ReferenceServer
  let api: Awaited<ReturnType<typeof connect>>
  let client: JsonObject

  beforeAll(async () => {
    server = await startReferenceServer({ mode: 'full' })
    api = await connect(server)
  })
  beforeEach(async () => {
    client = (await api.register({ ...machineMetadata, client_uri: 'https://a.example/' })).json
  })
  afterAll(() => server.close())

  const manage = (method: string, body?: JsonObject, token = text(client.registration_access_token)): Promise<Answer> =>
    send(text(client.registration_client_uri), {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })

  it('reads what was registered', async () => {
    const { status, json, headers } = await manage('GET')
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(json).toEqual(client)
  })

  it('replaces the metadata and keeps the credentials', async () => {
    const update = { client_id: text(client.client_id), client_secret: text(client.client_secret), client_name: 'New' }
    const { status, json } = await manage('PUT', update)
    expect(status).toBe(200)
    expect(json).toMatchObject({ client_name: 'New', client_secret: client.client_secret })
    expect(json).not.toHaveProperty('client_uri')
  })

  it.each([
    ['another client_id', { client_id: 'other' }, 'invalid_request'],
    ['a secret of its own', { client_secret: 'chosen' }, 'invalid_client_metadata'],
    ['a server member', { client_secret_expires_at: 1 }, 'invalid_client_metadata'],
    ['a faulty redirection URI', { redirect_uris: ['x'] }, 'invalid_redirect_uri'],
  ])('refuses an update with %s', async (_name, change, error) => {
    const { status, json } = await manage('PUT', { client_id: text(client.client_id), ...change })
    expect([status, json.error]).toEqual([400, error])
    expect((await manage('GET')).json).toEqual(client)
  })

  it('deletes the client, its tokens and its management token', async () => {
    const { access_token } = (await api.token(client)).json
    const deleted = await manage('DELETE')
    expect([deleted.status, deleted.text]).toEqual([204, ''])
    expect((await manage('GET')).status).toBe(401)
    expect((await api.resource(access_token)).status).toBe(401)
    const refused = await api.form(
      'token',
      { grant_type: 'client_credentials' },
      basic(client.client_id, client.client_secret),
    )
    expect([refused.status, refused.json.error]).toEqual([401, 'invalid_client'])
  })

  it.each(['', 'garbage'])('challenges the registration access token %j', async (token) => {
    const { status, headers } = await manage('GET', undefined, token)
    expect([status, headers.get('www-authenticate')?.slice(0, 6)]).toEqual([401, 'Bearer'])
  })

  it("refuses another client's registration access token", async () => {
    const other = (await api.register(machineMetadata)).json
    expect((await manage('GET', undefined, text(other.registration_access_token))).status).toBe(401)
  })
})
