import { describe, expect, it } from 'vitest'
import type { Exchange, HeaderField } from '../../model/evidence.ts'
import { createKeyRing } from '../keys/key-ring.ts'
import { makeJwt } from '../keys/make-jwt.ts'
import { carriesNonce, demandedNonce } from './nonce-challenge.ts'
import { createNonceMemory } from './nonce-memory.ts'

const answered = (status: number, headers: readonly HeaderField[], body = '{}'): Exchange => ({
  id: 1,
  owner: 'test',
  step: 'a',
  operation: 'token',
  request: { method: 'POST', url: 'http://127.0.0.1:8/token', headers: [], sentAt: '2026-01-01T00:00:00.000Z' },
  response: {
    status,
    headers,
    body: { text: body },
    bytes: body.length,
    receivedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
  },
})

const wanted = '{"error":"use_dpop_nonce"}'

describe('a demanded nonce', () => {
  it.each([
    ['an authorization server', answered(400, [['DPoP-Nonce', 'n']], wanted), 'n'],
    [
      'a resource server',
      answered(401, [
        ['WWW-Authenticate', 'Bearer, DPoP error="use_dpop_nonce", algs="ES256"'],
        ['dpop-nonce', 'n'],
      ]),
      'n',
    ],
    [
      'two fields',
      answered(
        400,
        [
          ['DPoP-Nonce', 'a'],
          ['DPoP-Nonce', 'b'],
        ],
        wanted,
      ),
      'b',
    ],
    ['no field', answered(400, [], wanted), undefined],
    ['another error', answered(400, [['DPoP-Nonce', 'n']], '{"error":"invalid_dpop_proof"}'), undefined],
    ['a token with a nonce for later', answered(200, [['DPoP-Nonce', 'n']]), undefined],
    [
      'another scheme',
      answered(401, [
        ['WWW-Authenticate', 'Bearer error="use_dpop_nonce"'],
        ['DPoP-Nonce', 'n'],
      ]),
      undefined,
    ],
  ])('%s', (_, exchange, nonce) => {
    expect(demandedNonce(exchange)).toBe(nonce)
  })

  it('is carried by a request when every proof of it has it', async () => {
    const key = await createKeyRing().key('a')
    const jwt = makeJwt({ alg: 'ES256' }, { nonce: 'n' }, { kind: 'key', key })
    const request = (...values: readonly string[]) => ({
      method: 'POST',
      url: 'http://127.0.0.1/',
      headers: values.map((value) => ['DPoP', value] as const),
    })
    expect(carriesNonce(request(jwt, jwt), 'n')).toBe(true)
    expect(carriesNonce(request(jwt), 'other')).toBe(false)
    expect(carriesNonce(request(jwt, 'abc'), 'n')).toBe(false)
    expect(carriesNonce(request(), 'n')).toBe(false)
  })
})

describe('the nonces of a run', () => {
  it('are remembered by origin, the newest one', () => {
    const memory = createNonceMemory()
    memory.learn(answered(400, [['DPoP-Nonce', 'old']], wanted))
    memory.learn(answered(200, [['DPoP-Nonce', 'new']]))
    memory.learn(answered(200, []))
    expect(memory.newest('http://127.0.0.1:8/elsewhere')).toBe('new')
    expect(memory.newest('http://127.0.0.1:9/token')).toBeUndefined()
    expect(memory.newest('‹token endpoint›')).toBeUndefined()
  })
})
