import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dictionaryOf, longestAt } from './dictionary.ts'

it('finds the longest word that stands at a place, as one finds it by trying all', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\u{1f511}'), minLength: 1, maxLength: 6 })
  const words = fc.uniqueArray(letters, { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(
      words,
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\u{1f511}'), maxLength: 30 }),
      (list, text) => {
        const dictionary = dictionaryOf(list)
        for (let start = 0; start <= text.length; start += 1) {
          const standing = list.filter((word) => text.startsWith(word, start))
          const [longest] = standing.toSorted((one, other) => other.length - one.length)
          expect(longestAt(dictionary, text, start, () => true)).toBe(longest)
        }
      },
    ),
  )
})
