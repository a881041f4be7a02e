import { type RequestOptions, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../model/json.ts'
import { type ReferenceServer, startReferenceServer } from '../index.ts'
import { basic, connect, machineMetadata, send, text } from '../test-client.ts'

describe('requests', () => {
  let server: ReferenceServer
  let api: Awaited<ReturnType<typeof connect>>
  let client: JsonObject

  beforeAll(async () => {
    server = await startReferenceServer({ mode: 'full' })
    api = await connect(server)
    client = (await api.register(machineMetadata)).json
  })
  afterAll(() => server.close())

  const grant = 'grant_type=client_credentials'
  const own = () => basic(client.client_id, client.client_secret)

  it.each([
    ['', 'invalid_request'],
    ['grant_type=', 'invalid_request'],
    ['GRANT_TYPE=client_credentials', 'invalid_request'],
    ['grant_type=Client_Credentials', 'unsupported_grant_type'],
    ['grant_type=password', 'unsupported_grant_type'],
    ['grant_type=refresh_token&refresh_token=x', 'unauthorized_client'],
    [`${grant}&${grant}`, 'invalid_request'],
    [`${grant}&scope=read&scope=read`, 'invalid_request'],
    [`${grant}&scope=%FF`, 'invalid_request'],
    [`${grant}&scope=%zz`, 'invalid_request'],
    [`${grant}&scope=admin`, 'invalid_scope'],
    [`${grant}&scope=%22`, 'invalid_scope'],
    [`${grant}&client_id=somebody`, 'invalid_request'],
    [`${grant}&client_secret=x`, 'invalid_request'],
  ])('refuses the form %j', async (body, error) => {
    const { status, json } = await api.form('token', body, own())
    expect([status, json.error]).toEqual([400, error])
  })

  it.each([
    grant,
    `${grant}&unknown=1`,
    `${grant}&scope=`,
    `${grant}&scope=read+write`,
    `${grant}&scope=write%20read`,
  ])('accepts the form %j', async (body) => {
    const { status, headers } = await api.form('token', body, own())
    expect([status, headers.get('cache-control'), headers.get('pragma')]).toEqual([200, 'no-store', 'no-cache'])
  })

  it('accepts a charset parameter, a matching client_id and the scheme in lower case', async () => {
    const header = { Authorization: text(own().Authorization).replace('Basic', 'bAsIc') }
    const body = { grant_type: 'client_credentials', client_id: text(client.client_id) }
    const type = { 'Content-Type': 'Application/X-WWW-Form-Urlencoded; charset=UTF-8' }
    expect((await api.form('token', body, { ...header, ...type })).status).toBe(200)
  })

  it.each([
    ['a wrong secret', (id: string) => basic(id, 'wrong')],
    ['an empty secret', (id: string) => basic(id, '')],
    ['an unknown client', () => basic('nobody', 'secret')],
    ['no credentials', () => ({})],
    ['username:password without padding', () => ({ Authorization: 'Basic dXNlcm5hbWU6cGFzc3dvcmQ' })],
    ['another scheme', () => ({ Authorization: 'Bearer x' })],
    ['no base64', () => ({ Authorization: 'Basic ***' })],
  ])('answers 401 with a challenge to %s', async (_name, auth) => {
    const { status, json, headers } = await api.form('token', grant, auth(text(client.client_id)))
    expect([status, json.error, headers.get('www-authenticate')]).toEqual([
      401,
      'invalid_client',
      'Basic realm="reference"',
    ])
  })

  it('needs the form encoding of Basic credentials', async () => {
    const raw = btoa(`${text(client.client_id)}:${text(client.client_secret)}`)
    expect((await api.form('token', grant, { Authorization: `Basic ${raw}` })).status).toBe(401)
  })

  it('ignores credentials in the query', async () => {
    const query = new URLSearchParams({ client_id: text(client.client_id), client_secret: text(client.client_secret) })
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const { status } = await send(`${server.baseUrl}/token?${query}`, { method: 'POST', headers, body: grant })
    expect(status).toBe(401)
  })

  it('refuses other content types, methods and paths with JSON', async () => {
    const json = await api.form('token', '{}', { ...own(), 'Content-Type': 'application/json' })
    expect([json.status, json.json.error]).toEqual([400, 'invalid_request'])
    const get = await send(`${server.baseUrl}/token`)
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])
    expect((await send(`${server.baseUrl}/nowhere`)).status).toBe(404)
    expect((await send(`${server.baseUrl}/register`, { method: 'POST', body: '{}' })).json.error).toBe(
      'invalid_client_metadata',
    )
    expect((await api.register({ client_name: 'x'.repeat(300_000) })).status).toBe(413)
  })

  it.each(['introspection', 'revocation'])('%s needs a token and an authenticated caller', async (endpoint) => {
    const missing = await api.form(endpoint, {}, own())
    expect([missing.status, missing.json.error]).toEqual([400, 'invalid_request'])
    const anonymous = await api.form(endpoint, { token: 'x' })
    expect([anonymous.status, anonymous.json.error]).toEqual([401, 'invalid_client'])
  })

  it('answers HEAD like GET, without a body', async () => {
    const { status, text: body } = await send(`${server.baseUrl}/jwks`, { method: 'HEAD' })
    expect([status, body]).toEqual([200, ''])
  })

  /** The status of the answer to a request that fetch would not send as it is. */
  const statusOf = (options: RequestOptions, body = ''): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const asked = request(server.baseUrl, options, (answer) => resolve(answer.resume().statusCode))
      asked.on('error', reject).end(body)
    })

  it.each([
    ['GET', '/jw%6Bs', 200],
    ['GET', '/jwks?x=%zz', 200],
    ['GET', '/jwks/', 404],
    ['GET', '/jwks%zz', 404],
    ['GET', '/register/', 404],
    ['GET', '/register/nobody', 401],
    ['GET', '/register/nobody/more', 404],
    ['OPTIONS', '*', 400],
  ])('answers %s %s with %i', async (method, path, status) => {
    expect(await statusOf({ method, path })).toBe(status)
  })

  it('takes the target in absolute form', async () => {
    expect(await statusOf({ path: `${server.baseUrl}/jwks` })).toBe(200)
  })

  it('sees every field of a name that comes twice', async () => {
    const { Authorization: first } = own()
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const sent = { method: 'POST', path: '/token' }
    expect(await statusOf({ ...sent, headers: { ...headers, Authorization: [text(first)] } }, grant)).toBe(200)
    const twice = [text(first), 'Bearer x']
    expect(await statusOf({ ...sent, headers: { ...headers, Authorization: twice } }, grant)).toBe(401)
  })

  it('reads a chunked body', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', ...own() }
    const body = new Blob([grant]).stream()
    const { status } = await send(`${server.baseUrl}/token`, { method: 'POST', headers, body, duplex: 'half' })
    expect(status).toBe(200)
  })

  it('survives hostile JSON', async () => {
    const body = '{"__proto__":{"scope":"admin"},"client_name":"\\u0000\\ud83d\\ude00","constructor":1}'
    const headers = { 'Content-Type': 'application/json' }
    const { status, json } = await send(`${server.baseUrl}/register`, { method: 'POST', headers, body })
    expect([status, json.client_name, json.scope]).toEqual([201, '\u0000\u{1f600}', 'read write'])
    const deep = await send(`${server.baseUrl}/register`, { method: 'POST', headers, body: '['.repeat(100_000) })
    expect(deep.status).toBe(400)
  })
})
