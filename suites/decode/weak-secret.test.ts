import { expect, test } from 'vitest'
import { isPhrase, weaknessOf } from './weak-secret.ts'

test.each([
  ['', 'shorter than 8 characters'],
  ['x7!Q_z', 'shorter than 8 characters'],
  ['response', 'made of words of the protocol'],
  ['client_credentials', 'made of words of the protocol'],
  ['ClientSecret', 'made of words of the protocol'],
  ['unsupported_response_type', 'made of words of the protocol'],
  ['application/json', 'made of words of the protocol'],
  ['elephant', 'a single word'],
  ['Elephants', 'a single word'],
  ['UNRELATED', 'a single word'],
  ['Übermäßig', 'a single word'],
  ['internationalization', 'a single word'],
])('%j is %s', (secret, weakness) => {
  expect(weaknessOf(secret)).toBe(weakness)
})

test.each([
  'correct-horse-battery',
  's3cret-one',
  '12345678',
  '!!!!!!!!',
  'qzxkvbwpjfmh',
  'a3f9c1d27be04455',
  'QwErTyUiOp',
  'elephant9',
])('%j can be told from ordinary text', (secret) => {
  expect(weaknessOf(secret)).toBeUndefined()
})

test.each([
  ['correct-horse-battery-staple', true],
  ['elephant9', true],
  ['a3f9c1d27be0', true],
  ['a3f9c1d27be0445566', false],
  ['k2J-9fQz_Lp0wXc7', false],
])('%j is a secret as a whole only: %j', (secret, phrase) => {
  expect(isPhrase(secret)).toBe(phrase)
})
