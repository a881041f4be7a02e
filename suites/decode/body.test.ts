import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOctets, bodyText, toBody } from './body.ts'
import { anyCharacter } from './testing.ts'

const octets = (...values: number[]) => Uint8Array.from(values)

describe('toBody', () => {
  it.each([
    ['ASCII', octets(0x61, 0x62), { text: 'ab' }],
    ['nothing', octets(), { text: '' }],
    ['a byte order mark', octets(0xef, 0xbb, 0xbf, 0x7b), { text: '\uFEFF{' }],
    ['NUL', octets(0), { text: '\0' }],
    ['Latin-1', octets(0xe9), { base64: '6Q==' }],
    ['an overlong form', octets(0xc0, 0x80), { base64: 'wIA=' }],
    ['a surrogate', octets(0xed, 0xa0, 0x80), { base64: '7aCA' }],
    ['a cut character', octets(0xe2, 0x82), { base64: '4oI=' }],
  ])('records %s', (_, value, body) => {
    expect(toBody(value)).toEqual(body)
    expect(bodyOctets(body)).toEqual(value)
  })

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (value) => {
        expect(bodyOctets(toBody(value))).toEqual(value)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(toBody(new TextEncoder().encode(text))).toEqual({ text })
      }),
    )
  })
})

describe('bodyText', () => {
  it('gives text, or says that it is none', () => {
    expect(bodyText({ text: 'ab' })).toEqual({ ok: true, value: 'ab' })
    expect(bodyText({ base64: '6Q==' })).toEqual({ ok: false, problem: 'is not valid UTF-8' })
  })
})
