import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Body, Exchange, HeaderField } from '../model/evidence.ts'
import { clockOf, hasDateHeader, headerValues, readAnswer } from './answer.ts'
import { encodeBase64Url } from './base64url.ts'
import { toBody } from './body.ts'

const sent: Exchange = {
  id: 1,
  owner: 'token/x',
  step: 'mint',
  operation: 'token',
  request: { method: 'POST', url: 'http://127.0.0.1/token', headers: [], sentAt: '2024-02-29T12:00:00.000Z' },
}

function answered(status: number, headers: readonly HeaderField[], body: Body): Exchange {
  return {
    ...sent,
    response: { status, headers, body, bytes: 0, receivedAt: '2024-02-29T12:00:01.250Z', durationMs: 1 },
  }
}

const typed = (type: string, text: string, status = 200) => answered(status, [['Content-Type', type]], { text })
const jwt = (claims: string) => `${encodeBase64Url('{"alg":"RS256"}')}.${encodeBase64Url(claims)}.[assertion#3f2a]`

describe('readAnswer', () => {
  it('reads JSON', () => {
    expect(
      readAnswer(typed('Application/JSON; charset=utf-8', '{"error":"invalid_grant","error":"invalid_client"}', 400)),
    ).toEqual({
      kind: 'json',
      status: 400,
      media: 'application/json',
      json: { error: 'invalid_client' },
      duplicates: ['/error'],
      text: '{"error":"invalid_grant","error":"invalid_client"}',
      error: 'invalid_client',
    })
  })

  it('reads a JWT', () => {
    const text = jwt('{"iss":"x","token_introspection":{"active":true}}')
    expect(readAnswer(typed('application/token-introspection+jwt', text))).toMatchObject({
      kind: 'jwt',
      json: { active: true },
    })
    expect(readAnswer(typed('application/jwt', jwt('{"sub":"x","sub":"y"}')))).toMatchObject({
      kind: 'jwt',
      json: { sub: 'y' },
      duplicates: ['/sub'],
    })
    expect(readAnswer(typed('application/jwt', 'a.b.c'))).toMatchObject({
      kind: 'other',
      problem: 'has a header that has an impossible length',
    })
    expect(readAnswer(typed('application/jwt', '{"active":true}'))).toMatchObject({
      kind: 'json',
      json: { active: true },
    })
    expect(readAnswer(typed('application/json', text))).toMatchObject({ kind: 'other' })
  })

  it.each([
    ['text/plain', '{"a":1}', 'json'],
    ['text/html; charset', '{"a":1}', 'json'],
    ['text/htmlish', '{"a":1}', 'json'],
    ['application/json', '\n<!DOCTYPE HTML><p>', 'html'],
    ['application/json', '<html>', 'html'],
    ['application/json', '<htmlx>', 'other'],
    ['application/json', 'see <html>', 'other'],
    ['text/html', 'Sorry', 'html'],
    ['text/html', '5', 'html'],
    ['text/html', 'null', 'html'],
    ['text/html', '"x"', 'html'],
    ['TEXT/HTML; charset=utf-8', 'Sorry', 'html'],
    ['text/html-ish', 'Sorry', 'other'],
    ['x-text/html', 'Sorry', 'other'],
    ['application/json', '', 'empty'],
    ['application/json', ' \r\n\t', 'empty'],
    ['text/html', '', 'empty'],
    ['application/json', 'null', 'json'],
    ['application/json', 'nope', 'other'],
    ['application/json', '\uFEFF{}', 'other'],
  ])('%s with %j: %s', (type, text, kind) => {
    const answer = readAnswer(typed(type, text))
    expect(answer.kind).toBe(kind)
    expect(answer.json === undefined).toBe(answer.problem !== undefined)
  })

  it('tells a redirect, whatever its body', () => {
    expect(readAnswer(typed('application/json', '{"a":1}', 302))).toMatchObject({
      kind: 'redirect',
      status: 302,
      json: { a: 1 },
    })
    expect(readAnswer(typed('text/html', '<html>', 307)).kind).toBe('redirect')
    expect(readAnswer(answered(303, [], { base64: '6Q==' })).kind).toBe('redirect')
  })

  it('tells octets that are not text, and no answer at all', () => {
    expect(readAnswer(answered(200, [], { base64: '6Q==' }))).toEqual({
      kind: 'other',
      status: 200,
      duplicates: [],
      problem: 'is not valid UTF-8',
    })
    expect(readAnswer({ ...sent, failure: { code: 'refused', message: 'connection refused' } })).toEqual({
      kind: 'none',
      duplicates: [],
      problem: 'connection refused',
    })
    expect(readAnswer(sent)).toEqual({ kind: 'none', duplicates: [], problem: 'no request was sent' })
    expect(readAnswer(undefined)).toEqual({ kind: 'none', duplicates: [], problem: 'no request was sent' })
  })

  it('says why there is no JSON, and keeps the text', () => {
    const seen = (type: string, text: string) => readAnswer(typed(type, text))
    const empty = { kind: 'empty', status: 200, duplicates: [], problem: 'is empty' }
    expect(seen('application/json', ' ')).toEqual({ ...empty, media: 'application/json', text: ' ' })
    expect(readAnswer(answered(200, [], { text: '' }))).toEqual({ ...empty, text: '' })
    expect(seen('text/html', 'Sorry')).toEqual({
      kind: 'html',
      status: 200,
      media: 'text/html',
      duplicates: [],
      problem: 'is HTML',
      text: 'Sorry',
    })
    expect(seen('text/plain', 'Sorry')).toMatchObject({ kind: 'other', duplicates: [], problem: expect.any(String) })
    expect(seen('text/plain', 'Sorry').problem).not.toContain('JWT')
  })

  it('takes a JWT for one only where its type says so', () => {
    const text = `\n${jwt('{"sub":"x"}')}\n`
    expect(readAnswer(typed('application/jwt', text))).toMatchObject({ kind: 'jwt', json: { sub: 'x' } })
    expect(readAnswer(answered(200, [], { text })).kind).toBe('other')
  })

  it('tells a redirect from its neighbours', () => {
    expect([299, 300, 399, 400].map((status) => readAnswer(typed('text/plain', '', status)).kind)).toEqual([
      'empty',
      'redirect',
      'redirect',
      'empty',
    ])
  })

  it('takes a media type from a single well-formed field only', () => {
    const fields: HeaderField[] = [
      ['content-type', 'application/json'],
      ['Content-Type', 'application/json'],
    ]
    expect(readAnswer(answered(200, fields, { text: '{}' })).media).toBeUndefined()
    expect(readAnswer(typed('json', '{}')).media).toBeUndefined()
  })

  it('takes `error` only when it is a string', () => {
    expect(readAnswer(typed('application/json', '{"error":{"code":1}}')).error).toBeUndefined()
    expect(readAnswer(typed('application/json', '["error"]')).error).toBeUndefined()
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.nat(600), (octets, type, status) => {
        expect(readAnswer(answered(status, [['Content-Type', type]], toBody(octets))).status).toBe(status)
      }),
    )
  })
})

describe('headerValues', () => {
  it('compares names without regard to case and keeps the order', () => {
    const headers: HeaderField[] = [
      ['WWW-Authenticate', 'Basic'],
      ['Date', 'x'],
      ['www-authenticate', 'Bearer'],
    ]
    expect(headerValues(headers, 'Www-Authenticate')).toEqual(['Basic', 'Bearer'])
    expect(headerValues(headers, 'vary')).toEqual([])
  })
})

describe('clockOf', () => {
  const date = (...values: string[]) =>
    answered(
      200,
      values.map((value) => ['Date', value] as const),
      { text: '' },
    )
  it.each([
    ['the Date field', date('Thu, 29 Feb 2024 12:00:09 GMT'), 1709208009, true],
    ['our clock for a bad Date field', date('2024-02-29'), 1709208001.25, false],
    [
      'our clock for two Date fields',
      date('Thu, 29 Feb 2024 12:00:09 GMT', 'Thu, 29 Feb 2024 12:00:09 GMT'),
      1709208001.25,
      false,
    ],
    ['our clock without a Date field', date(), 1709208001.25, false],
    ['the time of sending without an answer', sent, 1709208000, false],
  ])('is %s', (_, exchange, seconds, dated) => {
    expect(clockOf(exchange)).toBe(seconds)
    expect(hasDateHeader(exchange)).toBe(dated)
  })
})
