import { describe, expect, it } from 'vitest'
import { messageCompiler } from '../../load/compile-message.ts'
import { validatorBy } from '../../load/schema-validator.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { exchange } from '../testing.ts'
import { said } from './testing.ts'

const counts = { type: 'object', additionalProperties: { type: 'integer' } }
const validate = validatorBy({ counts }, messageCompiler({ counts }))

const judged = (schema: string | JsonObject, at: string, body: Json): string =>
  said({ schema: typeof schema === 'string' && at !== '' ? { name: schema, at } : schema }, exchange(1, 200, body), {
    validate,
  })

describe('a body and a schema', () => {
  it.each<[schema: string | JsonObject, at: string, body: Json, said: string]>([
    ['counts', '', { a: 1 }, 'holds'],
    ['counts', '/a', { a: { b: 1 } }, 'holds'],
    [
      'counts',
      '/a',
      { a: { b: '1' } },
      'a body that fits the schema counts | at /a/b: must be an integer, is a string',
    ],
    [counts, '', { a: null }, 'a body that fits the schema given | at /a: must be an integer, is null'],
    ['counts', '', '<html>', 'a JSON body (RFC 8259) | status 200, a body that is not JSON (is HTML)'],
  ])('%j at %j of %j: %s', (schema, at, body, expected) => {
    expect(judged(schema, at, body)).toBe(expected)
  })

  it('tells the first five violations, and how many more there are', () => {
    const sentences = (names: string): string =>
      [...names].map((name) => `at /${name}: must be an integer, is an empty string`).join('; ')
    const expected = 'a body that fits the schema counts | '
    expect(judged('counts', '', { a: '', b: '', c: '', d: '', e: '' })).toBe(`${expected}${sentences('abcde')}`)
    expect(judged('counts', '', { a: '', b: '', c: '', d: '', e: '', f: '' })).toBe(
      `${expected}${sentences('abcde')}; and 1 more`,
    )
    expect(judged('counts', '', { a: '', b: '', c: '', d: '', e: '', f: '', g: '' })).toMatch(/; and 2 more$/u)
  })
})
