import { describe, expect, it } from 'vitest'
import type { Matchers } from '../../model/matchers.ts'
import { exchange } from '../testing.ts'
import { said, unanswered } from './testing.ts'

const noStore = { directive: 'No-Store' }
const json = { media_type: ['application/JSON', 'application/jwt'] }
const bearer = { scheme: 'Bearer' }
const error = { challenge: { scheme: 'Bearer', parameter: 'error' } }

const header = (name: string, asked: object, ...fields: readonly (readonly [string, string])[]): string =>
  said({ header: { name, ...asked } }, exchange(1, 200, {}, { headers: fields }))

describe('as text', () => {
  const age = (match: Matchers, ...values: readonly string[]): string =>
    header('Age', match, ...values.map((value) => ['aGE', value] as const))

  it.each<[Matchers, values: string[], said: string]>([
    [{ equals: '5' }, ['5'], 'holds'],
    [{ equals: '5' }, ['6'], 'header Age equal to "5" | "6"'],
    [{ equals: '5, 6' }, ['5', '6'], 'holds'],
    [{ present: true }, [], 'header Age to be present | absent'],
    [{ absent: true }, [], 'holds'],
    [{ absent: true }, ['5'], 'no header Age | "5"'],
    [{ equals: '5', optional: true }, [], 'moot: header Age is absent, which is allowed'],
  ])('%j %j: %s', (match, values, expected) => {
    expect(age(match, ...values)).toBe(expected)
  })

  it('of no answer', () => {
    expect(said({ header: { name: 'Age', present: true } }, unanswered('reset'))).toBe(
      'header Age to be present | absent',
    )
  })
})

describe('a directive', () => {
  it.each<[values: string[], said: string]>([
    [['private, no-STORE'], 'holds'],
    [['private', 'no-store'], 'holds'],
    [['private="no-store"'], 'header Cache-Control: No-Store | private="no-store"'],
    [['private', 'max-age=5'], 'header Cache-Control: No-Store | private, max-age=5'],
    // A field that is no list of directives has none.
    [['no-store', '=5'], 'header Cache-Control: No-Store | no-store, =5'],
    [[], 'header Cache-Control: No-Store | no such header'],
  ])('%j: %s', (values, expected) => {
    const fields = values.map((value) => ['Cache-Control', value] as const)
    expect(header('Cache-Control', noStore, ...fields)).toBe(expected)
  })
})

describe('a media type', () => {
  const expected = 'header Content-Type: application/JSON or application/jwt'

  it.each<[values: string[], said: string]>([
    [['Application/json; charset=UTF-8'], 'holds'],
    [['application/jwt'], 'holds'],
    [['application/json-seq'], `${expected} | application/json-seq`],
    [['application/json', 'application/json'], `${expected} | application/json, application/json`],
    [['json'], `${expected} | json`],
    [[], `${expected} | no such header`],
  ])('%j: %s', (values, sentence) => {
    const fields = values.map((value) => ['Content-Type', value] as const)
    expect(header('Content-Type', json, ...fields)).toBe(sentence)
  })
})

describe('a part of a header that is not there', () => {
  it.each<[part: object, Matchers, said: string]>([
    [bearer, {}, 'header X: a Bearer challenge | no such header'],
    [error, { equals: 'a' }, 'header X: a Bearer challenge with error | no such header'],
    [noStore, { optional: true }, 'moot: header X is absent, which is allowed'],
    [error, { optional: true, equals: 'a' }, 'moot: header X is absent, which is allowed'],
    [json, { or_absent: true }, 'holds'],
    [error, { absent: true }, 'holds'],
  ])('%j %j: %s', (part, match, expected) => {
    expect(header('X', { ...part, ...match })).toBe(expected)
  })
})
