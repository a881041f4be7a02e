import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMediaType } from './media-type.ts'

describe('parseMediaType', () => {
  it.each([
    ['application/json', 'application/json', {}],
    ['Application/JSON;Charset=UTF-8', 'application/json', { charset: 'UTF-8' }],
    ['text/html ; charset="utf\\-8;x" ; a=b', 'text/html', { charset: 'utf-8;x', a: 'b' }],
    ['application/token-introspection+jwt', 'application/token-introspection+jwt', {}],
    ['a/b;', 'a/b', {}],
    ['a/b;;c=""', 'a/b', { c: '' }],
  ])('parses %j', (value, type, parameters) => {
    expect(parseMediaType(value)).toEqual({ ok: true, value: { type, parameters } })
  })

  it.each([
    ['', 'is not a media type'],
    ['json', 'is not a media type'],
    ['/json', 'is not a media type'],
    ['application/', 'is not a media type'],
    ['application /json', 'is not a media type'],
    ['a/b, c/d', 'has something after the media type that is no parameter'],
    ['a/b charset=x', 'has something after the media type that is no parameter'],
    ['a/b; charset', 'has a parameter without a value'],
    ['a/b; charset=', 'has a parameter without a value'],
    ['a/b; charset = x', 'has a parameter without a value'],
    ['a/b; charset="x', 'has a quoted string that does not end'],
    ['a/b; c=1; C=2', 'repeats a parameter'],
  ])('refuses %j', (value, problem) => {
    expect(parseMediaType(value)).toEqual({ ok: false, problem })
  })

  it('has no inherited parameters', () => {
    const parsed = parseMediaType('a/b;__proto__=x')
    expect(parsed.ok && [parsed.value.parameters.constructor, Object.keys(parsed.value.parameters)]).toEqual([
      undefined,
      ['__proto__'],
    ])
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a/b;="\\ \t,é') }), (value) => {
        expect(typeof parseMediaType(value).ok).toBe('boolean')
      }),
    )
  })
})
