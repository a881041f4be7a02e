import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeForm, encodeForm, formEncode } from './form.ts'
import { anyCharacter } from './testing.ts'

describe('formEncode', () => {
  it.each([
    // RFC 6749 appendix B: the code points 0020 0025 0026 002B 00A3 20AC.
    [' %&+£€', '+%25%26%2B%C2%A3%E2%82%AC'],
    ['AZaz09-._', 'AZaz09-._'],
    ["!'()*~", '%21%27%28%29%2A%7E'],
    ['a:b\n', 'a%3Ab%0A'],
    ['\ud800', '%EF%BF%BD'],
  ])('%j', (text, encoded) => {
    expect(formEncode(text)).toBe(encoded)
  })
})

describe('decodeForm', () => {
  it.each([
    ['', []],
    [
      'a=1&a=2&b',
      [
        ['a', '1'],
        ['a', '2'],
        ['b', ''],
      ],
    ],
    ['?a=1', [['?a', '1']]],
    [
      'a=b=c&&=x',
      [
        ['a', 'b=c'],
        ['', 'x'],
      ],
    ],
    ['a=%zz+%41%ff', [['a', '%zz A\ufffd']]],
  ])('%j', (text, pairs) => {
    expect(decodeForm(text)).toEqual(pairs)
  })
})

describe('encodeForm', () => {
  it('keeps order and repetition', () => {
    expect(
      encodeForm([
        ['scope', 'a b'],
        ['scope', ''],
        ['x', '&='],
      ]),
    ).toBe('scope=a+b&scope=&x=%26%3D')
  })

  it('is undone by decodeForm, which never throws', () => {
    const text = fc.string({ unit: anyCharacter })
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        expect(decodeForm(encodeForm(pairs))).toEqual(pairs)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (any) => {
        expect(Array.isArray(decodeForm(any))).toBe(true)
      }),
    )
  })
})
