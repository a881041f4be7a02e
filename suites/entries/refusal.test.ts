import { describe, expect, it } from 'vitest'
import type { EntryName } from '../model/entry.ts'
import type { Exchange, TransportFailure } from '../model/evidence.ts'
import { type DeclaredClient, refusalOf } from './refusal.ts'

const sent = { method: 'POST', url: 'https://as.acme.io/token', headers: [], sentAt: '2026-01-01T00:00:00.000Z' }

function answered(status: number, type: string, text: string): Exchange {
  const times = { receivedAt: '2026-01-01T00:00:00.010Z', durationMs: 10 }
  const response = { status, headers: [['Content-Type', type] as const], body: { text }, bytes: text.length, ...times }
  return { id: 1, owner: 'target file', step: 'x', operation: 'token', request: sent, response }
}

const failed = (code: TransportFailure['code']): Exchange => ({
  id: 1,
  owner: 'target file',
  step: 'x',
  operation: 'token',
  request: sent,
  failure: { code, message: 'https://as.acme.io does not accept connections' },
})

const asking = (grant: string, exchange: Exchange): Exchange => ({
  ...exchange,
  request: { ...sent, body: { text: `grant_type=${grant}&code=x` } },
})

const json = (status: number, body: object) => answered(status, 'application/json', JSON.stringify(body))
const error = (status: number, code: string) => json(status, { error: code })

describe('an answer speaks against an entry', () => {
  it.each<readonly [EntryName, string, Exchange]>([
    ['endpoints.token', '404 in plain text', answered(404, 'text/plain', 'Not Found')],
    ['endpoints.token', '404 as JSON', error(404, 'not_found')],
    ['endpoints.revocation', '405', answered(405, 'text/plain', '')],
    ['endpoints.jwks', '410', answered(410, 'text/plain', '')],
    ['endpoints.introspection', 'a page', answered(200, 'text/html', '<!doctype html><p>x')],
    ['endpoints.introspection', 'a page without its type', answered(200, 'text/plain', '<!doctype html><p>x')],
    ['endpoints.registration', 'a redirect to a login', answered(302, 'text/plain', '')],
    ['endpoints.token', 'a gateway without a server', answered(502, 'application/json', '{}')],
    ['endpoints.token', 'nobody', failed('refused')],
    ['client', 'a wrong secret by the RFC', error(401, 'invalid_client')],
    ['client', 'a wrong secret, 400', error(400, 'invalid_client')],
    ['client', 'a wrong secret in words of its own', error(401, 'access_denied')],
    ['introspectionClient', 'no right', error(403, 'forbidden')],
    ['client', 'a grant that it may not use', error(400, 'unauthorized_client')],
    ['initialAccessToken', 'a token that is used up', error(401, 'invalid_token')],
    ['scope', 'a wrong scope', error(400, 'invalid_scope')],
  ])('%s: %s', (entry, _, exchange) => {
    expect(refusalOf(entry, exchange)).toMatchObject({
      says: expect.stringContaining(sent.url),
      fix: expect.any(String),
    })
  })
})

describe('a URL that answers in another way without parameters and credentials is there', () => {
  it.each<readonly [EntryName, string, Exchange, Exchange]>([
    ['endpoints.revocation', '404 for an unknown token', error(404, 'not_found'), error(401, 'invalid_client')],
    ['endpoints.resource', 'a page', answered(200, 'text/html', '<!doctype html>'), answered(401, 'text/plain', '')],
    ['endpoints.token', '503 for good requests', answered(503, 'text/plain', ''), error(400, 'invalid_request')],
  ])('%s: %s', (entry, _, exchange, bare) => {
    expect(refusalOf(entry, exchange)).toBeDefined()
    expect(refusalOf(entry, exchange, exchange)).toBeDefined()
    expect(refusalOf(entry, exchange, bare)).toBeUndefined()
  })
})

describe('whatever else is wrong with an answer is judged', () => {
  it.each<readonly [EntryName, string, Exchange]>([
    ['endpoints.token', 'a refusal by OAuth', error(400, 'invalid_request')],
    ['endpoints.token', 'a fault of the server', answered(500, 'application/json', '{}')],
    ['endpoints.token', 'the wrong content type', answered(400, 'text/plain', 'no')],
    ['endpoints.revocation', 'nothing, which is right', answered(200, 'text/plain', '')],
    ['endpoints.resource', 'a refusal', answered(401, 'text/plain', '')],
    ['endpoints.token', 'an interrupted run', failed('interrupted')],
    ['client', 'another grant that it may not use', asking('authorization_code', error(400, 'unauthorized_client'))],
    ['client', 'a busy server', error(429, 'slow_down')],
    ['client', 'an unknown code, with the wrong status', asking('authorization_code', error(401, 'invalid_grant'))],
    ['secondClient', 'a scope that is not for it, with the wrong status', error(403, 'invalid_scope')],
    ['client', 'a proof without a nonce', error(401, 'use_dpop_nonce')],
    ['client', 'a scope that is not for it', error(400, 'invalid_scope')],
    ['client', 'a grant that is not offered', error(400, 'unsupported_grant_type')],
    ['client', 'a request that wants a DPoP proof', error(400, 'invalid_dpop_proof')],
    ['client', 'a fault of the server', error(500, 'invalid_client')],
    ['scope', 'a wrong secret', error(401, 'invalid_client')],
    ['refreshToken', 'a wrong client', error(401, 'invalid_client')],
    ['tls.cert', 'anything', error(401, 'invalid_client')],
  ])('%s: %s', (entry, _, exchange) => {
    expect(refusalOf(entry, exchange)).toBeUndefined()
  })
})

describe('what to check of a client is what the target file says of it', () => {
  const signing = { token_endpoint_auth_method: 'private_key_jwt' } as const
  it.each<readonly [string, DeclaredClient, RegExp]>([
    [
      'a secret',
      { client_secret: 'x', token_endpoint_auth_method: 'client_secret_basic' },
      /^Check client_id, client_secret and/u,
    ],
    ['a key', { private_key: 'x', ...signing }, /^Check client_id, private_key and .* public half/u],
    ['a certificate', { token_endpoint_auth_method: 'tls_client_auth' }, /^Check client_id, tls\.cert and/u],
    [
      'a key that every run serves',
      { private_key: 'x', servedAt: 'http://run.lab.test/k', ...signing },
      /^Check client_id, private_key/u,
    ],
    [
      'a new key',
      { servedAt: 'http://run.lab.test/k', ...signing },
      /serves it at http:\/\/run\.lab\.test\/k: .*may still hold the key set of an earlier run.*private_key:/u,
    ],
  ])('%s', (_, client, says) => {
    const refusal = refusalOf('secondClient', error(401, 'invalid_client'), undefined, client)
    expect(refusal?.fix).toMatch(says)
    expect(refusal?.fix.includes('client_secret')).toBe(client.client_secret !== undefined)
  })
})
