import { describe, expect, test } from 'vitest'
import { emptySpecs } from './files/assemble.ts'
import { validatorFor } from './schema-validator.ts'

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
const validate = validatorFor(specs)

describe('validatorFor', () => {
  test('says nothing of what conforms', () => {
    expect(validate('token', { access_token: 'x', expires_in: 5 })).toEqual([])
  })

  test('one sentence for each violation', () => {
    expect(
      validate('token', { expires_in: 'secret-text', token_type: 'MAC', uri: ':', aud: 5 }),
    ).toMatchInlineSnapshot(`
      [
        "at the top: must have the member "access_token"",
        "at /expires_in: must be an integer, is a string",
        "at /token_type: must be one of ["Bearer","bearer"]",
        "at /uri: must be a valid uri",
        "at /aud: must be a string or an array, is a number",
      ]
    `)
  })

  test('never shows values, which may be secrets', () => {
    expect(JSON.stringify(validate('token', { access_token: 5, expires_in: 'hunter2' }))).not.toContain('hunter2')
  })

  test('the top of the value', () => {
    expect(validate('token', 'text')).toEqual(['at the top: must be an object, is a string'])
    expect(validate('token', null)).toEqual(['at the top: must be an object, is null'])
  })

  test('schemas written in a scenario', () => {
    expect(validate({ type: 'array', items: { type: 'string' } }, ['a', 1])).toEqual([
      'at /1: must be a string, is a number',
    ])
  })

  test('functions of the build are used in place of compiling', () => {
    const precompiled = Object.assign(() => false, { errors: [] })
    expect(validatorFor(emptySpecs, { token: precompiled })('token', {})).toEqual([])
  })

  test('a schema that does not exist is a fault of ours', () => {
    expect(() => validate('nothing', {})).toThrow('there is no schema "nothing"')
  })
})
