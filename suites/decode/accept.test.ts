import { expect, test } from 'vitest'
import { accepts } from './accept.ts'

test.each([
  [[], true],
  [[''], true],
  [['*/*'], true],
  [['application/json'], true],
  [['Application/JSON; charset=utf-8'], true],
  [['text/html, application/*;q=0.5'], true],
  [['text/html', 'application/json'], true],
  [['application/jwk-set+json, application/json'], true],
  [['text/html'], false],
  [['application/jwk-set+json'], false],
  [['application/json;q=0, */*'], false],
  [['application/json; q=0.001, */*;q=0'], true],
  [['*/*; q=0.000'], false],
])('Accept %j: %s', (fields, taken) => {
  expect(accepts(fields, 'application/json')).toBe(taken)
})
