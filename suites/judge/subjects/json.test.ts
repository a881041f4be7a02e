import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { WrittenCheck as Subject } from '../../model/language.ts'
import type { Matchers } from '../../model/matchers.ts'
import { exchange } from '../testing.ts'
import { said, unanswered, withBody } from './testing.ts'

const judged = (at: string, match: Matchers, answer: Exchange): string => said({ json: { at, ...match } }, answer)
const ofBody = (asked: Subject['json'] & object, answer: Exchange): string => said({ json: asked }, answer)
const text = (body: string, status = 200): Exchange => withBody(exchange(1, status, {}), { text: body })
const latin: Exchange = withBody(exchange(1, 200, {}), { base64: '/w==' })

describe('a value of the body', () => {
  it.each<[at: string, Matchers, body: Json, said: string]>([
    ['/a', { equals: 1 }, { a: 1 }, 'holds'],
    ['/a', { equals: 1 }, { a: 2 }, '/a equal to 1 | 2'],
    ['', { type: ['object'] }, [], 'the body of type object | array []'],
    ['/a', { present: true }, {}, '/a to be present | absent'],
    ['/a', { optional: true, equals: 1 }, {}, 'moot: /a is absent, which is allowed'],
  ])('%j %j of %j: %s', (at, match, body, expected) => {
    expect(judged(at, match, exchange(1, 200, body))).toBe(expected)
  })
})

describe('a body that is no JSON', () => {
  const jwt: readonly [string, string] = ['Content-Type', 'application/jwt']

  it.each<[string, Exchange, said: string]>([
    ['an empty one', text(''), 'a JSON body (RFC 8259) | status 200, an empty body'],
    ['a page', exchange(1, 502, '<html>'), 'a JSON body (RFC 8259) | status 502, a body that is not JSON (is HTML)'],
    ['other octets', latin, 'a JSON body (RFC 8259) | status 200, a body that is not JSON (is not valid UTF-8)'],
    ['that of a redirect', exchange(1, 302, {}), 'a JSON body (RFC 8259) | status 302, a redirect'],
    ['no answer', unanswered('reset'), 'a JSON body (RFC 8259) | status none, a body that is not JSON (failed: reset)'],
    ['the claims of a JWT', exchange(1, 200, 'e30.eyJhIjoxfQ.AA', { headers: [jwt] }), 'holds'],
  ])('%s', (_name, answer, expected) => {
    expect(judged('/a', { present: true }, answer)).toBe(expected)
  })

  const silent = 'undecided: the body is not JSON, so it says nothing of this'
  const wanted = 'a JSON body (RFC 8259) | status 200, an empty body'

  it.each<[Matchers, said: string]>([
    [{ not_equals: 1 }, silent],
    [{ none_of: [1] }, silent],
    [{ absent: true }, silent],
    [{ not_equals: 1, none_of: [1], optional: true }, silent],
    [{ not_equals: 1, or_absent: true, ignore_case: true }, silent],
    [{ not_equals: 1, type: ['integer'] }, wanted],
    [{ not_equals: 1, optional: true, type: ['integer'] }, silent],
    [{ equals: 1, optional: true }, silent],
    [{ min_bits: 128, optional: true }, silent],
    [{ min_bits: 128 }, wanted],
    [{ optional: true, present: true }, wanted],
    [{ optional: true }, silent],
  ])('violates only what asks for something: %j: %s', (match, expected) => {
    expect(judged('/a', match, text(''))).toBe(expected)
  })
})

describe('members that occur once', () => {
  it.each<[body: string, said: string]>([
    ['{"a":1,"b":{"a":1}}', 'holds'],
    ['{"a":1,"b":{"c":1,"c":1},"a":1}', 'member names that occur once (RFC 8259 section 4) | /b/c, /a repeated'],
    ['', 'a JSON body (RFC 8259) | status 200, an empty body'],
  ])('%s: %s', (body, expected) => {
    expect(ofBody({ at: '', unique_members: true }, text(body))).toBe(expected)
  })

  it('a check of something else does not ask for that', () => {
    expect(judged('', { type: 'object' }, text('{"a":1,"a":1}'))).toBe('holds')
  })
})

describe('the encoding', () => {
  it.each<[string, Exchange, said: string]>([
    ['UTF-8', text('{"a":"é"}'), 'holds'],
    ['UTF-8 that is no JSON', text('é'), 'holds'],
    ['a mark within', text('"\uFEFF"'), 'holds'],
    ['a mark first', text('\uFEFF{}'), 'text without a byte order mark (RFC 8259 section 8.1) | U+FEFF first'],
    ['Latin-1', latin, 'text in UTF-8 (RFC 8259 section 8.1) | octets that are not valid UTF-8'],
  ])('%s: %s', (_name, answer, expected) => {
    expect(ofBody({ at: '', utf8: true }, answer)).toBe(expected)
  })
})
