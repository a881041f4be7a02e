import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '../../decode/base64url.ts'
import type { Exchange, SecretFacts } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { Relation, Subject, TimeRelation } from '../../model/scenario.ts'
import { recorded, recordedScope } from '../recorded-scope.ts'
import { evidenceOf, exchange } from '../testing.ts'
import { judgeSubject } from './index.ts'

const date: readonly [string, string] = ['Date', 'Thu, 01 Jan 2026 00:00:00 GMT']
const now = 1_767_225_600

/** What a subject says of one answer, given the facts about secrets. */
function outcome(
  subject: Subject,
  answer: Exchange,
  secrets: Readonly<Record<string, SecretFacts>> = {},
  others: readonly Exchange[] = [],
) {
  const evidence = evidenceOf([answer, ...others], { ask: { kind: 'sent', exchanges: [answer.id] } }, { secrets })
  const [run] = evidence.scenarios
  if (run === undefined) throw new Error('no run')
  const scope = { ...recordedScope({}, run, recorded(evidence)), step: 'ask' }
  return judgeSubject(subject, { exchange: answer, scope, validate: () => [] })
}

const kind = (...args: Parameters<typeof outcome>): string => outcome(...args).kind

const token = (header: Json, claims: Json, signature = '[access_token#00aa]'): string =>
  `${encodeBase64Url(JSON.stringify(header))}.${encodeBase64Url(JSON.stringify(claims))}.${signature}`

describe('time', () => {
  const time = (relation: Partial<TimeRelation>, body: Json): string =>
    kind(
      { kind: 'time', time: { value: '$this.body#/at', is: 'near', to: 'now', within: 5, ...relation } },
      exchange(1, 200, body, { headers: [date] }),
    )

  it.each([
    ['near', now + 5, 'holds'],
    ['near', now + 6, 'violated'],
    ['near', now - 6, 'violated'],
    ['after', now - 4, 'holds'],
    ['after', now - 5, 'violated'],
    ['before', now + 4, 'holds'],
    ['before', now + 5, 'violated'],
  ] as const)('%s %i: %s', (is, at, expected) => {
    expect(time({ is }, { at })).toBe(expected)
  })

  it('compares differences', () => {
    const difference = { value: '$this.body#/exp', minus: '$this.body#/iat', to: '$this.body#/in' }
    expect(time(difference, { exp: 160, iat: 100, in: 60 })).toBe('holds')
    expect(time(difference, { exp: 160, iat: 100, in: 30 })).toBe('violated')
  })

  it('text is no number, and an optional absence is no violation', () => {
    expect(time({}, { at: String(now) })).toBe('violated')
    expect(time({ value: '$this.body#/at?' }, {})).toBe('moot')
    expect(time({}, {})).toBe('undecided')
  })
})

describe('relation', () => {
  const relation = (wanted: Relation, body: Json, others: readonly Exchange[] = []): string =>
    kind({ kind: 'relation', relation: wanted }, exchange(1, 200, body), {}, others)

  it('equal, as values and as sets of words', () => {
    const of = (asSet: boolean): Relation => ({ kind: 'equal', left: '$this.body#/a', right: '$this.body#/b', asSet })
    expect(relation(of(false), { a: 'x y', b: 'y x' })).toBe('violated')
    expect(relation(of(true), { a: 'x y', b: 'y x' })).toBe('holds')
    expect(relation(of(true), { a: ['x', 'y'], b: 'y x' })).toBe('holds')
    expect(relation(of(true), { a: 'x', b: 'x y' })).toBe('violated')
    expect(relation(of(true), { a: 'x y', b: 'x' })).toBe('violated')
  })

  it('subset', () => {
    const subset: Relation = { kind: 'subset', left: '$this.body#/a', right: '$this.body#/b' }
    expect(relation(subset, { a: 'x', b: 'x y' })).toBe('holds')
    expect(relation(subset, { a: 'x z', b: 'x y' })).toBe('violated')
    expect(relation(subset, { a: 5, b: 'x y' })).toBe('violated')
  })

  it('unique, over every successful exchange of the operation', () => {
    const unique: Relation = { kind: 'unique', values: ['$all.token.body#/jti'] }
    expect(relation(unique, { jti: 'a' }, [exchange(2, 200, { jti: 'b' })])).toBe('holds')
    expect(relation(unique, { jti: 'a' }, [exchange(2, 200, { jti: 'a' })])).toBe('violated')
    expect(relation(unique, { jti: 'a' }, [exchange(2, 400, { jti: 'a' })])).toBe('undecided')
  })
})

describe('header', () => {
  const header = (
    part: Extract<Subject, { kind: 'header' }>['part'],
    name: string,
    value: string,
    match = {},
  ): string =>
    kind(
      { kind: 'header', name, match, ...(part === undefined ? {} : { part }) },
      exchange(1, 200, {}, { headers: [[name, value]] }),
    )

  it('a directive, in any case and among others', () => {
    const noStore = { kind: 'directive', directive: 'no-store' } as const
    expect(header(noStore, 'Cache-Control', 'private, No-Store')).toBe('holds')
    expect(header(noStore, 'Cache-Control', 'private="no-store"')).toBe('violated')
  })

  it('a media type, whatever its parameters', () => {
    const json = { kind: 'media_type', mediaType: ['application/json'] } as const
    expect(header(json, 'Content-Type', 'Application/JSON; charset=UTF-8')).toBe('holds')
    expect(header(json, 'Content-Type', 'application/json-seq')).toBe('violated')
  })

  it('a challenge and its parameter', () => {
    expect(header({ kind: 'scheme', scheme: 'Basic' }, 'WWW-Authenticate', 'Bearer x="y", basic realm="r"')).toBe(
      'holds',
    )
    expect(header({ kind: 'scheme', scheme: 'Basic' }, 'WWW-Authenticate', 'Bearer realm="basic"')).toBe('violated')
    const realm = { kind: 'challenge', scheme: 'Basic', parameter: 'realm' } as const
    expect(header(realm, 'WWW-Authenticate', 'Basic realm="r"', { equals: 'r' })).toBe('holds')
    expect(header(realm, 'WWW-Authenticate', 'Basic charset="UTF-8"', { present: true })).toBe('violated')
  })
})

describe('jwt', () => {
  const jwt = (part: Extract<Subject, { kind: 'jwt' }>['part'], access_token: Json, secrets = {}, match = {}): string =>
    kind({ kind: 'jwt', token: '$this.body#/access_token', part, match }, exchange(1, 200, { access_token }), secrets)
  const good = token({ alg: 'ES256' }, { exp: 5 })
  const facts = (signature: SecretFacts['signature']) => ({
    'access_token#00aa': {
      kind: 'access_token' as const,
      length: 9,
      bits: 9,
      charsets: [],
      ...(signature === undefined ? {} : { signature }),
    },
  })

  it('its form', () => {
    expect(jwt({ kind: 'form' }, good)).toBe('holds')
    expect(jwt({ kind: 'form' }, 'opaque')).toBe('violated')
    expect(jwt({ kind: 'form' }, 7)).toBe('violated')
    expect(jwt({ kind: 'claim', at: '/exp' }, 'opaque', {}, { present: true })).toBe('undecided')
  })

  it('header and claims, strictly typed', () => {
    expect(jwt({ kind: 'header', at: '/alg' }, good, {}, { equals: 'ES256' })).toBe('holds')
    expect(jwt({ kind: 'claim', at: '/exp' }, good, {}, { equals: '5' })).toBe('violated')
    expect(jwt({ kind: 'claim', at: '/iss' }, good, {}, { present: true })).toBe('violated')
  })

  it('its signature, as attested by the run', () => {
    const signature = (fact: SecretFacts['signature']): string => jwt({ kind: 'signature' }, good, facts(fact))
    expect(signature({ kind: 'verified', alg: 'ES256' })).toBe('holds')
    expect(signature({ kind: 'wrong', problem: 'no' })).toBe('violated')
    expect(signature({ kind: 'unknown', because: 'no keys' })).toBe('moot')
    expect(signature(undefined)).toBe('undecided')
  })
})

describe('secrets', () => {
  const tagged = '[client_secret#00aa]'
  const secret = (match: Extract<Subject, { kind: 'json' }>['match'], bits: number): string =>
    kind({ kind: 'json', at: '/s', match }, exchange(1, 200, { s: tagged }), {
      'client_secret#00aa': { kind: 'client_secret', length: 10, bits, charsets: ['vschar'] },
    })

  it('are judged by their facts, never by their text', () => {
    expect(secret({ minBits: 128 }, 128)).toBe('holds')
    expect(secret({ minBits: 128 }, 127)).toBe('violated')
    expect(secret({ charset: 'vschar' }, 1)).toBe('holds')
    expect(secret({ charset: 'b64token' }, 1)).toBe('violated')
    expect(secret({ matches: '.' }, 1)).toBe('undecided')
    expect(secret({ format: 'uuid' }, 1)).toBe('undecided')
  })
})
