import { expect, it } from 'vitest'
import { derive } from '../../language/derive.ts'
import { marksFor, withTags } from './marks.ts'

it('two marks stay two where a request breaks the middle of an opaque token, and a whole one is its tag again', () => {
  const { text } = marksFor({
    secrets: Object.fromEntries(
      ['access_token#daa4', 'access_token#0dd4'].map((key) => [
        key,
        { kind: 'access_token', length: 32, bits: 190, charsets: [] },
      ]),
    ),
  })
  const made = ['[access_token#daa4]', '[access_token#0dd4]'].map(text)
  expect(made.map((mark) => mark.length)).toEqual([32, 32])
  expect(made.map(withTags)).toEqual(['[access_token#daa4]', '[access_token#0dd4]'])
  const [one, other] = made.map((mark) => derive('break_signature', mark))
  expect(one).not.toBe(other)
})
