import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsOf } from './scope-set.ts'

describe('wordsOf', () => {
  it.each([
    ['read write', ['read', 'write']],
    [' a  b ', ['a', 'b']],
    ['a\tb', ['a\tb']],
    ['', []],
    [
      ['a', 'b c'],
      ['a', 'b c'],
    ],
    [[], []],
    [['a', 1], undefined],
    [1, undefined],
    [null, undefined],
    [{ a: 'b' }, undefined],
    [undefined, undefined],
  ])('%j', (value, words) => {
    expect(wordsOf(value)).toEqual(words)
  })

  it('is undone by joining', () => {
    const word = fc.string({ minLength: 1 }).filter((text) => !text.includes(' '))
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(wordsOf(words.join(' '))).toEqual(words)
      }),
    )
  })
})
