import { describe, expect, it } from 'vitest'
import type { SecretFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Matchers } from '../model/matchers.ts'
import { match } from './match.ts'
import { emptyScope } from './testing.ts'

// Which matcher says what: a vendor reads these sentences, so they are held word by word.

const facts: SecretFacts = { kind: 'client_secret', length: 12, bits: 60.9, charsets: ['vschar'] }
const scope = { ...emptyScope, secretFacts: (tag: string) => (tag === 'client_secret#00aa' ? facts : undefined) }
const known = '[client_secret#00aa]'
const unknown = '[client_secret#00bb]'

/** "holds", or the kind and its sentences. */
function said(found: Json | undefined, matchers: Matchers): string {
  const result = match(found, matchers, '/x', scope)
  switch (result.kind) {
    case 'holds':
      return 'holds'
    case 'violated':
      return `${result.expected} | ${result.observed}`
    default:
      return `${result.kind}: ${result.because}`
  }
}

type Row = readonly [found: Json | undefined, matchers: Matchers, said: string]

describe('absence', () => {
  it.each<Row>([
    [undefined, { absent: true }, 'holds'],
    [5, { absent: true }, 'no /x | 5'],
    [undefined, { or_absent: true, equals: 5 }, 'holds'],
    [6, { or_absent: true, equals: 5 }, '/x equal to 5 | 6'],
    [undefined, { optional: true, equals: 5 }, 'moot: /x is absent, which is allowed'],
    [undefined, { present: true }, '/x to be present | absent'],
    [undefined, { type: ['string', 'array'] }, '/x of type string or array | absent'],
    [undefined, { equals: 'a' }, '/x equal to "a" | absent'],
    [undefined, { equals: ['a'] }, '/x to be present | absent'],
    [undefined, { not_equals: 5 }, '/x to be present | absent'],
  ])('%j %j: %s', (found, matchers, expected) => expect(said(found, matchers)).toBe(expected))
})

describe('type and equality', () => {
  it.each<Row>([
    [5, { type: ['string', 'boolean'] }, '/x of type string or boolean | integer 5'],
    ['a', { type: ['string', 'array'] }, 'holds'],
    [5, { type: ['number'] }, 'holds'],
    [5.5, { type: ['integer'] }, '/x of type integer | number 5.5'],
    ['a', { equals: 'b' }, '/x equal to "b" | "a"'],
    ['5', { equals: 5 }, '/x equal to 5 | string "5"'],
    ['c', { one_of: ['a', 'b'] }, '/x one of "a", "b" | "c"'],
    ['b', { one_of: ['a', 'b'] }, 'holds'],
    [5, { one_of: ['a', 5.5] }, '/x one of "a", 5.5 | integer 5'],
    ['a', { not_equals: 'a' }, '/x not equal to "a" | "a"'],
    ['b', { not_equals: 'a' }, 'holds'],
    ['a', { none_of: ['a', 'b'] }, '/x not one of "a", "b" | "a"'],
    ['c', { none_of: ['a', 'b'] }, 'holds'],
    ['a', { one_of: [] }, 'moot: there is nothing to compare /x with'],
    ['a', { equals: 'a', not_equals: 'a' }, '/x not equal to "a" | "a"'],
    ['BEARER', { equals: 'Bearer' }, '/x equal to "Bearer" | "BEARER"'],
    ['BEARER', { equals: 'Bearer', ignore_case: true }, 'holds'],
    ['Basic', { equals: 'Bearer', ignore_case: true }, '/x equal to "Bearer" | "Basic"'],
    [5, { equals: 5, ignore_case: true }, 'holds'],
    [5, { equals: 'a', ignore_case: true }, '/x equal to "a" | integer 5'],
    ['a', { equals: 5, ignore_case: true }, '/x equal to 5 | string "a"'],
  ])('%j %j: %s', (found, matchers, expected) => expect(said(found, matchers)).toBe(expected))

  it('what cannot be looked up is undecided, whatever was found', () => {
    for (const matchers of [{ equals: '$steps.other.body#/a' }, { contains: '$steps.other.body#/a' }])
      expect(said('a', matchers)).toMatch(/^undecided: .*other/u)
  })

  it('what may be left out is nothing to compare with', () => {
    expect(said('a', { equals: '$steps.other.body#/a?' })).toBe('moot: there is nothing to compare /x with')
    expect(said('a', { contains: '$steps.other.body#/a?' })).toBe('moot: there is nothing that /x should contain')
  })
})

describe('content', () => {
  it.each<Row>([
    ['a b', { contains: 'b' }, 'holds'],
    ['a b', { contains: 'c' }, '/x to contain "c" | string "a b"'],
    [[1, 2], { contains: 2 }, 'holds'],
    [5, { contains: 'a' }, '/x to be an array or words | integer 5'],
    ['5', { min: 1 }, '/x to be a number | string "5"'],
    [0, { min: 1 }, '/x of at least 1 | integer 0'],
    [1, { min: 1 }, 'holds'],
    [2, { max: 1 }, '/x of at most 1 | integer 2'],
    [1, { max: 1 }, 'holds'],
    [-5, { max: 1 }, 'holds'],
    [5, { min: 1 }, 'holds'],
    [['a', 5], { each: { type: ['string'] } }, '/x/1 of type string | integer 5'],
    [5, { each: { type: ['string'] } }, '/x to be an array | integer 5'],
  ])('%j %j: %s', (found, matchers, expected) => expect(said(found, matchers)).toBe(expected))
})

describe('secrecy', () => {
  it.each<Row>([
    [5, { min_bits: 1 }, '/x to be text | integer 5'],
    [unknown, { min_bits: 1 }, 'undecided: the evidence says nothing of client_secret#00bb'],
    // A secret on record is judged by its facts, not by the tag that stands for it.
    [known, { min_length: 12 }, 'holds'],
    [known, { min_length: 13 }, '/x of at least 13 characters | 12 characters'],
    [known, { min_bits: 60.9 }, 'holds'],
    [known, { min_bits: 61 }, '/x of at least 61 bits | about 60 bits in 12 characters'],
    [known, { charset: 'vschar' }, 'holds'],
    [known, { charset: 'b64token' }, `/x of characters allowed in b64token | string "${known}"`],
    // What is no secret is judged by its text.
    ['abc', { min_length: 3 }, 'holds'],
    ['abc', { min_length: 4 }, '/x of at least 4 characters | 3 characters'],
    ['😀😀', { min_length: 3 }, '/x of at least 3 characters | 2 characters'],
    ['abc', { min_bits: 0 }, 'holds'],
    ['aaa', { min_bits: 100 }, expect.stringMatching(/^\/x of at least 100 bits \| about \d+ bits in 3 characters$/u)],
    ['a b', { charset: 'vschar' }, 'holds'],
    ['a b', { charset: 'b64token' }, '/x of characters allowed in b64token | string "a b"'],
    ['a b', { min_length: 3, min_bits: 0, charset: 'b64token' }, '/x of characters allowed in b64token | string "a b"'],
  ])('%j %j: %s', (found, matchers, expected) => expect(said(found, matchers)).toEqual(expected))
})

describe('form', () => {
  it.each<Row>([
    [5, { matches: '.' }, '/x to be text | integer 5'],
    [5, { format: 'uuid' }, '/x to be text | integer 5'],
    [known, { matches: '.' }, 'undecided: /x is redacted: its form cannot be judged'],
    ['abc', { matches: '^b' }, '/x matching ^b | string "abc"'],
    ['abc', { matches: '^a' }, 'holds'],
    ['😀', { matches: '^.$' }, 'holds'],
    ['abc', { format: 'https_uri' }, '/x in the form https uri | string "abc"'],
    ['urn:a:b', { format: 'uri' }, 'holds'],
    ['urn:a:b', { format: 'uri', matches: '^http' }, '/x matching ^http | string "urn:a:b"'],
  ])('%j %j: %s', (found, matchers, expected) => expect(said(found, matchers)).toBe(expected))
})
