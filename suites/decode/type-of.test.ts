import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../model/json.ts'
import { deepEqual, show, typeOf } from './type-of.ts'

/** As decodeJson would give it: a plain `-0` becomes `0`. */
const json = fc.json().map((text) => JSON.parse(text) as Json)

describe('typeOf', () => {
  it.each([
    [undefined, 'absent'],
    [null, 'null'],
    [[], 'array'],
    [{}, 'object'],
    ['', 'string'],
    [false, 'boolean'],
    [3600, 'integer'],
    [3600.5, 'number'],
    [1e300, 'integer'],
    [Number.POSITIVE_INFINITY, 'number'],
  ])('%j: %s', (value, type) => {
    expect(typeOf(value)).toBe(type)
  })
})

describe('deepEqual', () => {
  it.each([
    [1, '1', false],
    [null, undefined, false],
    [0, false, false],
    [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [[1, 2], [2, 1], false],
    [[], {}, false],
    [{ constructor: 1 }, { a: 1 }, false],
    [[1], [1, 2], false],
    [{ a: 1 }, { a: 2 }, false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(deepEqual(a, b)).toBe(expected)
    expect(deepEqual(b, a)).toBe(expected)
  })

  it('holds for a copy and is symmetric', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(deepEqual(value, structuredClone(value))).toBe(true)
      }),
    )
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(deepEqual(a, b)).toBe(deepEqual(b, a))
      }),
    )
  })
})

describe('show', () => {
  it.each([
    [undefined, 120, 'absent'],
    ['a"b', 120, '"a\\"b"'],
    [{ a: [1, null] }, 120, '{"a":[1,null]}'],
    ['\u001b[31m\u0000', 120, '"\\u001b[31m\\u0000"'],
    ['\u009b\u202e\ufeff', 120, '"\\u009b\\u202e\\ufeff"'],
    [Number.POSITIVE_INFINITY, 120, 'Infinity'],
    ['abcdefgh', 10, '"abcdefgh"'],
    ['abcdefghi', 10, '"abcdefgh…'],
    ['abc😀def', 6, '"abc…'],
    ['ab\u0001\u0001', 7, '"ab…'],
    ['ab\u0001\u0001', 8, '"ab…'],
    ['ab\u0001\u0001', 9, '"ab…'],
    ['ab\u0001\u0001', 10, '"ab\\u0001…'],
    ['a\nb', 4, '"a…'],
    ['a\nb', 5, '"a\\n…'],
    ['😀abcdef', 7, '"😀abc…'],
    ['abu00', 6, '"abu0…'],
  ])('%j in %i characters', (value, max, text) => {
    expect(show(value, max)).toBe(text)
  })

  it('is one line of bounded length', () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 1, max: 50 }), (value, max) => {
        expect(show(value, max).length).toBeLessThanOrEqual(max)
        expect(show(value, max)).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      }),
    )
  })
})
