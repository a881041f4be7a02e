import { expect, it } from 'vitest'
import type { Exchange } from '../../model/evidence.ts'
import { exchange } from '../testing.ts'
import { said, unanswered } from './testing.ts'

const page = '<html>'

it.each<[oneOf: number[], said: string, answer: Exchange]>([
  [[200], 'holds', exchange(1, 200, {})],
  [[200, 201], 'holds', exchange(1, 201, {})],
  [[200], 'status 200 | status 201', exchange(1, 201, {})],
  [[200, 201], 'status 200 or 201 | status 400 invalid_scope', exchange(1, 400, { error: 'invalid_scope' })],
  [[200], 'status 200 | status 502 html', exchange(1, 502, page)],
  [[200], 'status 200 | status failed: reset', unanswered('reset')],
])('status %j: %s', (oneOf, expected, answer) => {
  expect(said({ status: oneOf }, answer)).toBe(expected)
})
