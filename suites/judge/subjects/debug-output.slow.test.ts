import { expect, it } from 'vitest'
import { exchange } from '../testing.ts'
import { said, withBody } from './testing.ts'

const text = (body: string): string =>
  said({ json: { at: '', no_debug_output: true } }, withBody(exchange(1, 500, {}), { text: body }))

// Where time grows faster than the text, one of these takes minutes.
it.each([
  ['at', 'at '],
  ['at with a dot', 'at a.b('],
  ['at with a path', 'at /a:1'],
  ['frames of .NET', 'at A.B(c) in '],
  ['Ruby', '.rb:1:in `'],
  ['PHP', '#0 a.php('],
  ['SELECT', 'SELECT a FROM '],
  ['INSERT', 'INSERT INTO a '],
  ['escapes', '\\n'],
])('needs linear time for 1 MB of %s', (_, part) => {
  const before = process.cpuUsage()
  expect(text(part.repeat(Math.ceil(1_000_000 / part.length)))).toBeDefined()
  expect(process.cpuUsage(before).user).toBeLessThan(20_000_000)
})
