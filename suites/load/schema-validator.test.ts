import { describe, expect, test } from 'vitest'
import { messageCompiler } from './compile-message.ts'
import { emptySpecs } from './files/assemble.ts'
import { validatorBy, validatorFor } from './schema-validator.ts'
import { lines } from './testing/violations.ts'

const specs = {
  ...emptySpecs,
  schemas: {
    token: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['access_token'],
      properties: {
        access_token: { type: 'string' },
        expires_in: { type: 'integer', minimum: 1 },
        token_type: { enum: ['Bearer', 'bearer'] },
        uri: { type: 'string', format: 'uri' },
        aud: { type: ['string', 'array'] },
      },
      if: { required: ['uri'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: { required: ['aud'] },
    },
  },
}
const validate = validatorBy(specs.schemas, messageCompiler(specs.schemas))

describe('a validator', () => {
  test('says nothing of what conforms', () => {
    expect(validate('token', { access_token: 'x', expires_in: 5 })).toEqual([])
  })

  test('one sentence for each violation', () => {
    expect(
      lines(validate('token', { expires_in: 'secret-text', token_type: 'MAC', uri: ':', aud: 5 })),
    ).toMatchInlineSnapshot(`
      [
        "top: must have the member "access_token"",
        "/expires_in: must be an integer, is a string",
        "/token_type: must be one of ["Bearer","bearer"], is another string",
        "/uri: must be an absolute URI (RFC 3986 section 4.3), is another string",
        "/aud: must be a string or an array, is a number",
      ]
    `)
  })

  test('never shows values, which may be secrets', () => {
    expect(JSON.stringify(validate('token', { access_token: 5, expires_in: 'hunter2' }))).not.toContain('hunter2')
  })

  test('the top of the value', () => {
    expect(lines(validate('token', 'text'))).toEqual(['top: must be an object, is a string'])
    expect(lines(validate('token', null))).toEqual(['top: must be an object, is null'])
  })

  test('schemas written in a scenario', () => {
    expect(lines(validate({ type: 'array', items: { type: 'string' } }, ['a', 1]))).toEqual([
      '/1: must be a string, is a number',
    ])
  })

  test.each([
    [{ oneOf: [{ type: 'string' }, { const: 5 }] }, 7, 'must be a string or be 5, but does neither'],
    [{ oneOf: [{ type: 'number' }, { const: 5 }] }, 5, 'must be one of several forms, and is more than one of them'],
    [{ anyOf: [{ format: 'uri' }] }, 'x', 'must be one of several forms, and is none of them'],
    [{ propertyNames: { pattern: '^a' } }, { b: 1 }, 'must not have a member that is called "b"'],
    [{ multipleOf: 5 }, 7, 'must be a multiple of 5, is none'],
    [{ exclusiveMinimum: 5 }, 5, 'must be more than 5, is not'],
    [{ exclusiveMaximum: 5 }, 5, 'must be less than 5, is not'],
    [{ maxLength: 2 }, 'abc', 'must have at most 2 characters, has 3'],
    [{ minLength: 3 }, '😀', 'must have at least 3 characters, has 1'],
    [{ maxItems: 1 }, [1, 2], 'must have at most 1 items, has 2'],
    [{ minItems: 3 }, [1, 2], 'must have at least 3 items, has 2'],
    [{ maxProperties: 1 }, { a: 1, b: 2 }, 'must have at most 1 members, has 2'],
    [{ minProperties: 2 }, { a: 1 }, 'must have at least 2 members, has 1'],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'must have the member "b" together with "a"'],
    [{ properties: { a: {} }, unevaluatedProperties: false }, { b: 1 }, 'must not have the member "b"'],
    [{ pattern: '^a' }, 'b', 'must match the pattern ^a, and does not'],
    [{ format: 'email' }, 'b', 'must be a valid email, is another string'],
    [{ not: { minimum: 1 } }, 5, 'must not be like this'],
    [{ contains: { minimum: 1 } }, [0], 'must contain an item that it does not contain, and its one item is not'],
    [{ $defs: { 'a/b%': { not: { type: 'null' } } }, $ref: '#/$defs/a~1b%25' }, null, 'must not be null, and is'],
  ])('any keyword of a scenario: %j', (schema, value, sentence) => {
    expect(lines(validate(schema, value))).toEqual([`top: ${sentence}`])
  })

  test('what no scenario names is not there', async () => {
    const nothing = await validatorFor(specs, [])
    expect(() => nothing('token', {})).toThrow('there is no schema "token"')
  })

  test('functions of the build are used in place of compiling', () => {
    const precompiled = Object.assign(() => false, { errors: [] })
    expect(validatorBy({}, () => precompiled)('token', {})).toEqual([])
  })

  test('a schema that does not exist is a fault of ours', () => {
    expect(() => validate('nothing', {})).toThrow('there is no schema "nothing"')
  })
})
