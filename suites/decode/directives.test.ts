import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDirectives } from './directives.ts'

describe('parseDirectives', () => {
  it.each([
    [[], {}],
    [['no-store'], { 'no-store': true }],
    [
      ['No-Store, MAX-AGE=0 ,, private="set-cookie, x"'],
      { 'no-store': true, 'max-age': '0', private: 'set-cookie, x' },
    ],
    [['no-cache', 'no-store'], { 'no-cache': true, 'no-store': true }],
    [['max-age=1, max-age=2'], { 'max-age': '1' }],
    [['__proto__'], Object.fromEntries([['__proto__', true]])],
  ])('parses %j', (values, directives) => {
    expect(parseDirectives(values)).toEqual({ ok: true, value: directives })
  })

  it.each([
    ['no-store; no-cache', 'has something between directives that is no comma'],
    ['no-store no-cache', 'has something between directives that is no comma'],
    ['max-age=', 'has a parameter without a value'],
    ['"no-store"', 'has no directive where one is due'],
    ['private="x', 'has a quoted string that does not end'],
  ])('refuses %j', (value, problem) => {
    expect(parseDirectives([value])).toEqual({ ok: false, problem })
  })

  it('has no inherited directives', () => {
    const parsed = parseDirectives(['no-store'])
    expect(parsed.ok && parsed.value.constructor).toBeUndefined()
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (values) => {
        expect(typeof parseDirectives(values).ok).toBe('boolean')
      }),
    )
  })
})
