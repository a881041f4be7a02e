import fc from 'fast-check'

/**
 * Any code point but the halves of a surrogate pair, as a unit of fc.string. fast-check's own unit 'binary' is the same, but makes a table of all of
 * them first, which takes longer than most tests.
 */
export const anyCharacter = fc
  .oneof(
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 0x7f }) },
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0, max: 0x10ffff }),
  )
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
