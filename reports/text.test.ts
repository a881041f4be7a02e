import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyCharacter } from '../suites/decode/testing.ts'
import { columns, inert, isUnsafe, shown, shownReason, visible, visibleJson, wrap } from './text.ts'

const anyText = fc.string({ unit: anyCharacter })

describe('visible', () => {
  test('spells out terminal escapes, bidi overrides and line breaks', () => {
    expect(visible('\u001b[31m\u009b2J\u202e\r\n\ud800')).toBe('\\x1b[31m\\x9b2J\\u{202e}\\r\\n\\u{d800}')
  })

  test('leaves readable text of any script alone', () => {
    expect(visible('Zürich 東京 🙂 "a" <b>')).toBe('Zürich 東京 🙂 "a" <b>')
  })

  test('never lets an unsafe character through', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isUnsafe(visible(text))).toBe(false)
      }),
    )
  })
})

describe('shownReason', () => {
  const fix = 'Name the URL to which it leads.'

  test('cuts a long text of a server in the middle: what to do stands at the end', () => {
    const reason = `metadata is redirected; ${'\u001b[31m🙂 '.repeat(400)}. ${fix}`
    const words = shownReason(reason)
    expect(words).toMatch(/^metadata is redirected; .*… \(2857 characters\) … .*\. Name the URL to which it leads\.$/u)
    expect(isUnsafe(words)).toBe(false)
  })

  test('keeps any reason bounded and one line', () => {
    expect(shownReason(fix)).toBe(fix)
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, times) => {
        const reason = text.repeat(times)
        const words = shownReason(reason)
        if (columns(reason) <= 800) expect(words).toBe(visible(reason))
        // A character may be shown by ten.
        else expect(columns(words)).toBeLessThan(8100)
        expect(isUnsafe(words)).toBe(false)
      }),
    )
  })
})

describe('shown', () => {
  test('cuts by characters and names the full length', () => {
    expect(shown('🙂'.repeat(300), 200)).toBe(`${'🙂'.repeat(200)}… (300 characters)`)
  })

  test('says nothing of the length where space is short', () => {
    expect(shown('x'.repeat(50), 10)).toBe('xxxxxxxxxx…')
  })
})

describe('visibleJson', () => {
  test('is the same JSON value without unsafe characters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = visibleJson(JSON.stringify({ text }, null, 2))
        expect(JSON.parse(json)).toEqual({ text })
        expect(isUnsafe(json.replaceAll('\n', ''))).toBe(false)
      }),
    )
  })
})

describe('wrap', () => {
  test('keeps every character and no line is too long', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const lines = wrap(text, width)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('inert', () => {
  test.each([
    ['::error::x', '\\::error::x'],
    ['   ::stop-commands::t', '   \\::stop-commands::t'],
    ['a ##[error]x ##vso[task.x]', 'a #\\#[error]x #\\#vso[task.x]'],
    ['http://[::1]:9400/a::b ## heading', 'http://[::1]:9400/a::b ## heading'],
  ])('%s', (line, harmless) => {
    expect(inert(line)).toBe(harmless)
  })
})
