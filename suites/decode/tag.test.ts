import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InternalError } from '../model/errors.ts'
import { allTags, formatTag, tagIn } from './tag.ts'

describe('formatTag', () => {
  it('writes a kind and digits', () => {
    expect(formatTag('access_token', '3f2a')).toBe('[access_token#3f2a]')
  })

  it.each(['3f2', 'x3f2a', '3f2ax', '3F2A', '3f2g', ''])('refuses the digits %j', (hex) => {
    expect(() => formatTag('secret', hex)).toThrow(InternalError)
  })
})

describe('tagIn', () => {
  it.each([
    ['[access_token#3f2a]', 'access_token#3f2a'],
    ['[client_secret#00ff00]', 'client_secret#00ff00'],
    ['eyJh.eyJi.[access_token#3f2a]', 'access_token#3f2a'],
    ['eyJh.[access_token#3f2a]', undefined],
    ['..[access_token#3f2a]', undefined],
    ['Bearer [access_token#3f2a]', undefined],
    ['[access_token#3f2a]\n', undefined],
    ['[access_token#3f2]', undefined],
    ['[password#3f2a]', undefined],
    ['access_token#3f2a', undefined],
    ['', undefined],
  ])('%j: %s', (text, key) => {
    expect(tagIn(text)).toBe(key)
  })

  it('finds every tag that was written, and never throws', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 4, maxLength: 12 })
    fc.assert(
      fc.property(hex, (digits) => {
        expect(tagIn(formatTag('refresh_token', digits))).toBe(`refresh_token#${digits}`)
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(tagIn(text)).toBeUndefined()
      }),
    )
  })
})

describe('allTags', () => {
  it('lists each key once, in order', () => {
    expect(allTags('a=[secret#bbbb]&b=x.y.[access_token#aaaa]&c=[secret#bbbb]')).toEqual([
      'secret#bbbb',
      'access_token#aaaa',
    ])
    expect(allTags('none [secret#x]')).toEqual([])
  })
})
