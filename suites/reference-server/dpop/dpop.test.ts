import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeKeyPair } from '../../key-pairs/make-key-pair.ts'
import type { JsonObject } from '../../model/json.ts'
import { type ReferenceServer, startReferenceServer } from '../index.ts'
import { basic, connect, machineMetadata, send, text } from '../test-client.ts'
import { sameUri } from './same-uri.ts'

describe('DPoP in full mode', () => {
  let server: ReferenceServer
  let api: Awaited<ReturnType<typeof connect>>
  let client: JsonObject
  const pair = makeKeyPair('P-256')

  beforeAll(async () => {
    server = await startReferenceServer({ mode: 'full' })
    api = await connect(server)
    client = (await api.register(machineMetadata)).json
  })
  afterAll(() => server.close())

  async function prove(htm: string, path: string, token?: string): Promise<string> {
    const { privateKey, publicKey } = await pair
    const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') }
    return new SignJWT({ jti: randomUUID(), htm, htu: `${server.baseUrl}${path}`, ...ath })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(publicKey) })
      .setIssuedAt()
      .sign(privateKey)
  }

  const ask = (proof?: string) =>
    api.form(
      'token',
      { grant_type: 'client_credentials' },
      { ...basic(client.client_id, client.client_secret), ...(proof === undefined ? {} : { DPoP: proof }) },
    )

  it('binds the token to the key of the proof, and takes each proof once', async () => {
    const proof = await prove('POST', '/token')
    const { json } = await ask(proof)
    expect(json.token_type).toBe('DPoP')
    const seen = await api.form(
      'introspection',
      { token: text(json.access_token) },
      basic(client.client_id, client.client_secret),
    )
    const jkt = await calculateJwkThumbprint(await exportJWK((await pair).publicKey))
    expect(seen.json).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt } })
    const again = await ask(proof)
    expect([again.status, again.json.error]).toEqual([400, 'invalid_dpop_proof'])
  })

  it('issues a bearer token without a proof', async () => {
    expect((await ask()).json).toMatchObject({ token_type: 'Bearer' })
  })

  it('opens its resource to the holder of the key, and tells everybody else what is missing', async () => {
    const token = text((await ask(await prove('POST', '/token'))).json.access_token)
    const resource = (headers: Record<string, string>) => send(`${server.baseUrl}/api/resource`, { headers })
    const Authorization = `DPoP ${token}`
    expect((await resource({ Authorization, DPoP: await prove('GET', '/api/resource', token) })).status).toBe(200)
    const refused = await resource({ Authorization })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toBe(
      'DPoP realm="resource", error="invalid_token", algs="ES256 EdDSA PS256"',
    )
    expect((await api.resource(token)).status).toBe(401)
  })
})

it.each([
  ['http://a.example/token?x=1#y', 'http://a.example/token', true],
  ['HTTP://A.EXAMPLE:80/%74oken', 'http://a.example/token', true],
  ['http://a.example/a%2Fb', 'http://a.example/a%2fb', true],
  ['http://a.example/a%2Fb', 'http://a.example/a/b', false],
  ['http://a.example/Token', 'http://a.example/token', false],
  ['https://a.example/token', 'http://a.example/token', false],
  ['token', 'http://a.example/token', false],
])('%s and %s are the same: %s', (one, other, same) => {
  expect(sameUri(one, other)).toBe(same)
})
