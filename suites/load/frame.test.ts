import { describe, expect, test } from 'vitest'
import { frame } from './frame.ts'

describe('frame', () => {
  test('shows the line before, the line and carets under the span', () => {
    expect(frame('a: 1\nb: two\nc: 3', { line: 2, column: 4, length: 3 })).toMatchInlineSnapshot(`
      "1 | a: 1
      2 | b: two
        |    ^^^"
    `)
  })

  test('begins with the first line, and underlines to its end without a length', () => {
    expect(frame('scenario: x', { line: 1, column: 1 })).toMatchInlineSnapshot(`
      "1 | scenario: x
        | ^^^^^^^^^^^"
    `)
  })

  test('keeps carets below their span over tabs and control characters', () => {
    expect(frame('\t\tkey: \u001bvalue', { line: 1, column: 8, length: 6 })).toMatchInlineSnapshot(`
      "1 |   key:  value
        |        ^^^^^^"
    `)
  })

  test('cuts a long line around the span', () => {
    const line = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`
    const shown = frame(line, { line: 1, column: 501, length: 4 })
    const [text = '', carets = ''] = shown.split('\n')
    expect(text.length).toBeLessThan(130)
    expect(text.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE')
  })

  test('never ends the carets beyond the line', () => {
    expect(frame('ab\ncd', { line: 1, column: 2, length: 40 })).toBe('1 | ab\n  |  ^')
  })

  test.each([
    'client_secret: hunter2-hunter2',
    '  client_secret: "hunter2-hunter2"',
    'client: { client_id: a, client_secret: hunter2-hunter2 }',
    'Authorization: Bearer hunter2-hunter2',
    'initialAccessToken: hunter2-hunter2',
  ])('blots out a literal secret: %s', (line) => {
    expect(frame(line, { line: 1, column: 1 })).not.toContain('hunter2')
  })

  test('leaves a reference to a secret readable', () => {
    expect(frame('client_secret: { env: SECRET }', { line: 1, column: 1 })).toContain('{ env: SECRET }')
  })
})
