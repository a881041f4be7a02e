import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../decode/answer.ts'
import { decodeJws } from '../../../decode/jws.ts'
import type { Exchange, SecretFacts } from '../../../model/evidence.ts'
import { type Mutation, mutationsOf } from './index.ts'

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = `${encoded({ alg: 'ES256', kid: 'k1' })}.${encoded({ iss: 'https://as.example', exp: 2000 })}.[access_token#0a1b]`
const facts: SecretFacts = {
  kind: 'access_token',
  length: 200,
  bits: 800,
  charsets: ['vschar', 'nqschar', 'b64token'],
  signature: { kind: 'verified', alg: 'ES256', kid: 'k1' },
}

const body = { access_token: token, token_type: 'Bearer', expires_in: 3600, keys: [{ kty: 'EC' }, { kty: 'EC' }] }
const exchange: Exchange = {
  id: 7,
  owner: 'token/response',
  step: 'granted',
  operation: 'token',
  request: { method: 'POST', url: 'https://as.example/token', headers: [], sentAt: '2026-01-01T00:00:00.000Z' },
  response: {
    status: 200,
    headers: [
      ['Content-Type', 'application/json'],
      ['Cache-Control', 'no-store'],
    ],
    body: { text: JSON.stringify(body) },
    bytes: 300,
    receivedAt: '2026-01-01T00:00:00.100Z',
    durationMs: 100,
  },
}
const all = mutationsOf(exchange, { 'access_token#0a1b': facts }, { step: undefined, run: undefined })

function found(place: string, change: string): Mutation {
  const mutation = all.find((each) => each.place === place && each.change === change)
  if (mutation === undefined) throw new Error(`there is no mutation ${place} ${change}`)
  return mutation
}

const textOf = (place: string, change: string): string => readAnswer(found(place, change).exchanges[0]).text ?? ''
const jsonOf = (place: string, change: string) => readAnswer(found(place, change).exchanges[0]).json

describe('the changes of one answer', () => {
  it('each have a name of their own', () => {
    expect(new Set(all.map(({ place, change }) => `${place} ${change}`)).size).toBe(all.length)
  })

  it('each change something, and leave the request and the number alone', () => {
    const same = all.filter(({ exchanges: [first] }) => JSON.stringify(first) === JSON.stringify(exchange))
    expect(same.map(({ place, change }) => `${place} ${change}`)).toEqual([])
    expect(all.every(({ exchanges: [first] }) => first?.id === 7 && first.request === exchange.request)).toBe(true)
  })

  it('try every other status code', () => {
    expect(all.filter(({ place }) => place === 'status').map(({ change }) => change)).not.toContain('200')
    expect(found('status', '503').exchanges[0]?.response?.status).toBe(503)
  })

  it('take members away, and give them twice', () => {
    expect(jsonOf('/expires_in', 'dropped')).toEqual({ access_token: token, token_type: 'Bearer', keys: body.keys })
    expect(readAnswer(found('/expires_in', 'doubled').exchanges[0]).duplicates).toEqual(['/expires_in'])
    expect(textOf('/keys/*/kty', 'dropped')).toContain('"keys":[{},{"kty":"EC"}]')
  })

  it.each([
    ['as string', '3600'],
    ['null', null],
    ['fraction', 3600.5],
    ['negative', -3600],
    ['zero', 0],
    ['2^53', 2 ** 53],
    ['milliseconds', 3_600_000],
  ])('a number %s', (change, value) => {
    expect(jsonOf('/expires_in', change)).toEqual({ ...body, expires_in: value })
  })

  it('a list emptied, with a null, with a duplicate', () => {
    expect(jsonOf('/keys', 'empty')).toEqual({ ...body, keys: [] })
    expect(jsonOf('/keys', 'with a null')).toEqual({ ...body, keys: [...body.keys, null] })
    expect(jsonOf('/keys', 'with a duplicate')).toEqual({ ...body, keys: [...body.keys, body.keys[0]] })
  })

  it('a claim changed, with what is attested of the signature', () => {
    const { access_token } = { access_token: '', ...Object(jsonOf('/access_token claim /exp', 'negative')) }
    const jws = decodeJws(String(access_token))
    expect(jws.ok && jws.value.claims).toEqual({ iss: 'https://as.example', exp: -2000 })
    expect(jws.ok && jws.value.signature).toBe('[access_token#0a1b]')
  })

  it('a signature that no key verifies, and nothing else changed', () => {
    const { secrets = {} } = found('/access_token', 'invalid signature')
    expect(Object.values(secrets)).toEqual([
      { ...facts, signature: { kind: 'wrong', problem: 'the signature does not match the published key' } },
    ])
    expect(textOf('/access_token', 'invalid signature')).toContain(token.slice(0, token.lastIndexOf('.')))
  })

  it('a secret with a blank fits fewer character sets', () => {
    const { secrets = {} } = found('/access_token', 'trailing blank')
    expect(Object.values(secrets).map(({ charsets, length }) => [length, charsets])).toEqual([
      [201, ['vschar', 'nqschar']],
    ])
  })

  it('a body that is a page, cut off, or in another encoding', () => {
    expect(readAnswer(found('body', 'HTML page').exchanges[0]).kind).toBe('html')
    expect(readAnswer(found('body', 'truncated').exchanges[0]).kind).toBe('other')
    expect(readAnswer(found('body', 'UTF-16').exchanges[0]).text).toBeUndefined()
    expect(readAnswer(found('body', 'byte order mark').exchanges[0]).problem).toContain('byte order mark')
  })

  it('an answer of an earlier step in its place, and the two swapped', () => {
    const step: Exchange = { ...exchange, id: 3, ...answeredWith(400) }
    const others = mutationsOf(exchange, {}, { step, run: undefined }).filter(({ place }) => place === 'answer')
    const seen = others.map(({ change, exchanges }) => [
      change,
      exchanges.map(({ id, response }) => [id, response?.status]),
    ])
    expect(seen).toEqual([
      ['answer of an earlier step', [[7, 400]]],
      [
        'swapped with an earlier step',
        [
          [7, 400],
          [3, 200],
        ],
      ],
    ])
  })
})

function answeredWith(status: number): Pick<Exchange, 'response'> {
  return exchange.response === undefined ? {} : { response: { ...exchange.response, status } }
}
