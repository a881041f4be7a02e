import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deepEqual, typeOf } from '../decode/type-of.ts'
import type { Json } from '../model/json.ts'
import type { Matchers } from '../model/matchers.ts'
import { charsets, formats, valueTypes } from '../model/vocabulary.ts'
import { match } from './match.ts'
import { emptyScope, literally } from './testing.ts'

// What holds for every value and every matcher, whatever a server sends.

const json: fc.Arbitrary<Json> = fc.jsonValue().map((value) => parsed(JSON.stringify(value)))
const kind = (found: Json | undefined, matchers: Matchers): string => match(found, matchers, '/value', emptyScope).kind

function parsed(text: string): Json {
  const value: Json = JSON.parse(text)
  return value
}

const matchers: fc.Arbitrary<Matchers> = fc.record(
  {
    equals: json.map(literally),
    not_equals: json.map(literally),
    one_of: fc.array(json.map(literally), { maxLength: 3 }),
    none_of: fc.array(json.map(literally), { maxLength: 3 }),
    type: fc.subarray([...valueTypes], { minLength: 1 }),
    matches: fc.constantFrom('^a', '[0-9]+', '.'),
    present: fc.constant(true as const),
    absent: fc.constant(true as const),
    contains: json.map(literally),
    min: fc.double({ noNaN: true }),
    max: fc.double({ noNaN: true }),
    min_bits: fc.nat(300),
    charset: fc.constantFrom(...charsets),
    format: fc.constantFrom(...formats),
    optional: fc.constant(true as const),
    ignore_case: fc.constant(true as const),
  },
  { requiredKeys: [] },
)
const isDerivation = (value: Json): boolean => JSON.stringify(value).includes('"derive"')

describe('every matcher, whatever the value', () => {
  it('answers, and never throws', () => {
    fc.assert(
      fc.property(fc.option(json, { nil: undefined }), matchers, (found, all) => {
        expect(['holds', 'violated', 'moot', 'undecided']).toContain(kind(found, all))
        expect(['holds', 'violated', 'moot', 'undecided']).toContain(kind(found, { each: all }))
      }),
    )
  })

  it('one more matcher never turns a violation into a pass', () => {
    fc.assert(
      fc.property(json, matchers, matchers, (found, some, { absent: _absent, ignore_case: _ignoreCase, ...more }) => {
        if (kind(found, some) !== 'violated') return
        expect(kind(found, { ...more, ...some })).not.toBe('holds')
      }),
    )
  })

  it('optional forgives absence and nothing else', () => {
    fc.assert(
      fc.property(json, matchers, (found, all) => {
        const { optional: _, ...strict } = all
        expect(kind(found, { ...strict, optional: true })).toBe(kind(found, strict))
        if (strict.absent === undefined) expect(kind(undefined, { ...strict, optional: true })).toBe('moot')
      }),
    )
  })
})

describe('comparison is strict', () => {
  it('equals holds for the same value only, notEquals for all others', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        fc.pre(!isDerivation(a) && !isDerivation(b))
        expect(kind(a, { equals: literally(a) })).toBe('holds')
        expect(kind(a, { equals: literally(b) })).toBe(deepEqual(a, b) ? 'holds' : 'violated')
        expect(kind(a, { not_equals: literally(b) })).toBe(deepEqual(a, b) ? 'violated' : 'holds')
        expect(kind(a, { one_of: [literally(b), literally(a)] })).toBe('holds')
        expect(kind(a, { none_of: [literally(b), literally(a)] })).toBe('violated')
      }),
    )
  })

  it('text that looks like a number, a boolean or null is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)), (value) => {
        expect(kind(String(value), { equals: value })).toBe('violated')
        expect(kind(value, { equals: String(value) })).toBe('violated')
      }),
    )
  })

  it('a value has exactly one type, except that an integer is a number too', () => {
    fc.assert(
      fc.property(json, (value) => {
        const fitting = valueTypes.filter((type) => kind(value, { type: [type] }) === 'holds')
        expect(fitting).toEqual(typeOf(value) === 'integer' ? ['integer', 'number'] : [typeOf(value)])
      }),
    )
  })

  it('present and absent are opposites', () => {
    fc.assert(
      fc.property(fc.option(json, { nil: undefined }), (found) => {
        expect(kind(found, { present: true })).toBe(found === undefined ? 'violated' : 'holds')
        expect(kind(found, { absent: true })).toBe(found === undefined ? 'holds' : 'violated')
      }),
    )
  })

  it('min and max hold for numbers in the range, limits included', () => {
    fc.assert(
      fc.property(json, fc.integer(), fc.nat(), (found, low, width) => {
        const fits = typeof found === 'number' && found >= low && found <= low + width
        expect(kind(found, { min: low, max: low + width })).toBe(fits ? 'holds' : 'violated')
        expect(kind(low, { min: low, max: low + width })).toBe('holds')
        expect(kind(low + width, { min: low, max: low + width })).toBe('holds')
      }),
    )
  })

  it('each: an array, all of whose elements fit', () => {
    fc.assert(
      fc.property(fc.array(json), (found) => {
        const texts = found.every((element) => typeof element === 'string')
        expect(kind(found, { each: { type: ['string'] } })).toBe(texts ? 'holds' : 'violated')
      }),
    )
    expect(kind({ 0: 'a' }, { each: { type: ['string'] } })).toBe('violated')
  })

  it('contains: a whole element or a whole word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,4}$/u)), fc.stringMatching(/^[a-z]{1,4}$/u), (words, word) => {
        const expected = words.includes(word) ? 'holds' : 'violated'
        expect(kind(words, { contains: word })).toBe(expected)
        expect(kind(words.join(' '), { contains: word })).toBe(expected)
      }),
    )
  })
})
