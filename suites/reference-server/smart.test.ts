import { createServer } from 'node:http'
import { CompactSign, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ReferenceServer, startReferenceServer } from './index.ts'
import { type Params, send } from './test-client.ts'

describe('smart mode', () => {
  let server: ReferenceServer
  let client: { readonly client_id: string; readonly private_key: string }

  beforeAll(async () => {
    server = await startReferenceServer({ mode: 'smart' })
    client = await server.admitWithKey()
  })
  afterAll(() => server.close())

  const token = async (claims: Params = {}, scope = 'system/Patient.rs', as = client, kid?: string) => {
    const jwk = JSON.parse(as.private_key)
    const now = Math.floor(Date.now() / 1000)
    const usual = { iss: as.client_id, sub: as.client_id, aud: `${server.baseUrl}/token`, exp: now + 60 }
    const payload = new TextEncoder().encode(JSON.stringify({ ...usual, jti: crypto.randomUUID(), ...claims }))
    const assertion = await new CompactSign(payload)
      .setProtectedHeader({ alg: 'ES384', kid: kid ?? jwk.kid, typ: 'JWT' })
      .sign(await importJWK(jwk, 'ES384'))
    return send(`${server.baseUrl}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    })
  }

  it('is found by its SMART configuration, below the FHIR base URL and nowhere else', async () => {
    const { json } = await send(`${server.issuer}/.well-known/smart-configuration`)
    expect(json).toMatchObject({
      token_endpoint: `${server.baseUrl}/token`,
      grant_types_supported: ['client_credentials'],
    })
    expect(json).not.toHaveProperty('issuer')
    expect((await send(`${server.baseUrl}/.well-known/oauth-authorization-server`)).status).toBe(404)
  })

  it('gives a client that was made by hand a token of five minutes, with the scope as it was asked for', async () => {
    const { status, json } = await token({}, 'system/Patient.read')
    expect(status).toBe(200)
    expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 300, scope: 'system/Patient.read' })
  })

  it.each([
    ['system/Observation.rs'],
    ['system/*.rs'],
    ['system/Patient.cruds'],
    ['system/Patient.dus'],
    ['system/Patient.'],
  ])('refuses the scope %s', async (scope) => {
    expect(await token({}, scope)).toMatchObject({ status: 400, json: { error: 'invalid_scope' } })
  })

  it('takes a jti once', async () => {
    const jti = crypto.randomUUID()
    expect((await token({ jti })).status).toBe(200)
    expect(await token({ jti })).toMatchObject({ status: 400, json: { error: 'invalid_client' } })
  })

  it('gives the resource that the scope covers, and no other', async () => {
    const { json } = await token()
    const headers = { Authorization: `Bearer ${String(json.access_token)}` }
    expect((await send(server.resource, { headers })).status).toBe(200)
    expect((await send(server.secondResource, { headers })).status).toBe(403)
  })

  it('reads the set of a client again as soon as the client has another key, and not for each kid that nobody has', async () => {
    const keys = [await server.admitWithKey(), await server.admitWithKey()].map((each) => each.private_key)
    let [served] = keys
    let reads = 0
    const place = createServer((_, response) => {
      reads += 1
      const { d: _secret, ...open } = JSON.parse(served ?? '{}')
      response.setHeader('Cache-Control', 'max-age=60').end(JSON.stringify({ keys: [open] }))
    })
    await new Promise<void>((resolve) => place.listen(0, '127.0.0.1', resolve))
    const address = place.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const client_id = server.admit({ jwks_uri: `http://127.0.0.1:${port}/keys.json` })
    for (const private_key of keys) {
      served = private_key
      expect((await token({}, undefined, { client_id, private_key })).status).toBe(200)
    }
    expect(reads).toBe(2)
    for (const kid of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
      expect((await token({}, undefined, { client_id, private_key: served ?? '' }, kid)).status).toBe(400)
    expect(reads).toBeLessThan(6)
    await new Promise((resolve) => place.close(resolve))
  })
})
