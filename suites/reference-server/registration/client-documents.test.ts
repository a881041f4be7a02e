import { SignJWT } from 'jose'
import { expect, it, onTestFinished } from 'vitest'
import type { JsonObject } from '../../model/json.ts'
import { startReferenceServer } from '../index.ts'
import { createSigningKey, published } from '../jwt/keys.ts'
import { rulesOf } from '../rules.ts'
import { connect } from '../test-client.ts'

const clientId = 'https://client.example/machine.json'
const key = await createSigningKey('full')

const good: JsonObject = {
  client_id: clientId,
  client_name: 'Machine',
  grant_types: ['client_credentials'],
  redirect_uris: ['https://client.example/cb'],
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: [published(key)] },
}

async function tokenFor(id: string, document: JsonObject | undefined) {
  const asked: string[] = []
  const fetchDocument = async (url: string) => {
    asked.push(url)
    return document && { document, maxAge: 60 }
  }
  const server = await startReferenceServer({ mode: 'full', profile: 'mcp', rules: { fetchDocument } })
  onTestFinished(server.close)
  const assertion = await new SignJWT({ iss: id, sub: id, aud: server.issuer, jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: key.alg, kid: key.kid })
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(key.privateKey)
  const { form, metadata } = await connect(server)
  const answer = await form('token', {
    grant_type: 'client_credentials',
    client_id: id,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
  return { answer, asked, metadata }
}

it('a client is known by the document at its client_id, as the metadata says', async () => {
  const { answer, asked, metadata } = await tokenFor(clientId, good)
  expect(metadata.client_id_metadata_document_supported).toBe(true)
  expect(asked).toEqual([clientId])
  expect(answer.json).toMatchObject({ token_type: 'Bearer' })
})

it.each<[string, JsonObject | undefined]>([
  ['is not there', undefined],
  ['names another client', { ...good, client_id: 'https://client.example/other.json' }],
  ['has no key', { ...good, jwks: null }],
  ['has a private key', { ...good, jwks: { keys: [{ ...published(key), d: 'x' }] } }],
  ['has no name', { ...good, client_name: null }],
  ['is of a client that proves nothing', { ...good, token_endpoint_auth_method: 'none' }],
])('nobody, where the document %s', async (_why, document) => {
  const { answer } = await tokenFor(clientId, document)
  expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_client' } })
})

it.each([
  'https://client.example',
  'http://client.example/machine.json',
  'https://client.example/a#b',
  'https://client.example/a/../b',
  'https://user:word@client.example/a',
])('no document is asked for at %s', async (id) => {
  const { asked } = await tokenFor(id, good)
  expect(asked).toEqual([])
})

it('no other machine is asked', async () => {
  expect(await rulesOf('full', 'mcp').fetchDocument(clientId)).toBeUndefined()
})
