import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeJson, isObject } from './json.ts'
import { anyCharacter } from './testing.ts'

const duplicatesOf = (text: string) => {
  const decoded = decodeJson(text)
  return decoded.ok ? decoded.value.duplicates : decoded.problem
}

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Texts that are JSON, or nearly. */
const nearJson = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'{}[]":,\\/ \n\t0123456789eE+-.truefalsn') }),
  fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([json, position, noise]) => {
    const cut = position % (json.length + 1)
    return json.slice(0, cut) + noise + json.slice(cut + 1)
  }),
  fc.string({ unit: anyCharacter }),
)

describe('decodeJson', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    [' [1, 2.5e3, -0.1, true, false, null, "\\u00e9\\n"]\r\n', [1, 2500, -0.1, true, false, null, 'é\n']],
    ['"text"', 'text'],
    ['0', 0],
    ['{}', {}],
    ['[]', []],
    ['"\u2028\u007f"', '\u2028\u007f'],
  ])('takes %j', (text, value) => {
    expect(decodeJson(text)).toEqual({ ok: true, value: { value, duplicates: [] } })
  })

  it.each([
    ['', 'is empty'],
    ['\uFEFF{}', 'begins with a byte order mark'],
    [' ', 'is not JSON: expected a value, found the end of the text'],
    ['{', 'is not JSON: expected a member name in double quotes, found the end of the text'],
    ['{"a":1,}', 'is not JSON: expected a member name in double quotes at line 1, column 8'],
    ["{'a':1}", 'is not JSON: expected a member name in double quotes at line 1, column 2'],
    ['{"a" 1}', 'is not JSON: expected a colon at line 1, column 6'],
    ['[1,]', 'is not JSON: expected a value at line 1, column 4'],
    ['[1\n 2]', 'is not JSON: expected a comma or ] at line 2, column 2'],
    ['{"a":1]', 'is not JSON: expected a comma or } at line 1, column 7'],
    ['01', 'is not JSON: expected nothing more at line 1, column 2'],
    ['{} {}', 'is not JSON: expected nothing more at line 1, column 4'],
    ['NaN', 'is not JSON: expected a value at line 1, column 1'],
    ['"a', 'is not JSON: expected the closing quote of a string, found the end of the text'],
    ['"\t"', 'is not JSON: expected no control character in a string at line 1, column 2'],
    ['"\\u12"', 'is not JSON: expected a valid escape at line 1, column 2'],
    ['"\\x"', 'is not JSON: expected a valid escape at line 1, column 2'],
    ['// c\n1', 'is not JSON: expected a value at line 1, column 1'],
    ['\u00a01', 'is not JSON: expected a value at line 1, column 1'],
  ])('refuses %j', (text, problem) => {
    expect(decodeJson(text)).toEqual({ ok: false, problem })
  })

  it.each([
    ['{"a":1,"a":2,"a":3}', ['/a']],
    ['{"a":1,"\\u0061":2}', ['/a']],
    ['{"a":{"b":1,"b":2},"c":[{"d":0},{"d":0,"d":1}]}', ['/a/b', '/c/1/d']],
    ['{"a/b~c":1,"a/b~c":2}', ['/a~1b~0c']],
    ['{"":1,"":2}', ['/']],
    ['{"__proto__":1,"__proto__":2}', ['/__proto__']],
    ['{"a":{"x":1},"b":{"x":1},"A":1}', []],
    ['{"a":1,"b":"a","c":["a","a"]}', []],
  ])('finds the repeated members of %s', (text, duplicates) => {
    expect(duplicatesOf(text)).toEqual(duplicates)
  })

  it('keeps the list of repeated members short', () => {
    const members = Array.from({ length: 50 }, (_, index) => `"m${index}":1,"m${index}":2`)
    expect(duplicatesOf(`{${members.join(',')}}`)).toHaveLength(20)
  })

  it('survives a mebibyte of brackets, and of one string', () => {
    const deep = '['.repeat(2 ** 19) + ']'.repeat(2 ** 19)
    expect(decodeJson(deep)).toEqual({ ok: false, problem: 'nests deeper than 200 levels' })
    expect(decodeJson('{"a":'.repeat(200_000))).toEqual({ ok: false, problem: 'nests deeper than 200 levels' })
    expect(decodeJson(`${'['.repeat(200)}${']'.repeat(200)}`).ok).toBe(true)
    expect(decodeJson(`"${'a'.repeat(2 ** 20)}"`).ok).toBe(true)
    expect(decodeJson(`"${'\\n'.repeat(2 ** 19)}`).ok).toBe(false)
    expect(decodeJson('1'.repeat(2 ** 20)).ok).toBe(true)
  })

  it.each([
    ['brackets in strings do not nest', '["[[[{{{", "\\\\"]', []],
    ['a quote that is escaped ends no string', '["\\"[", {"a\\"":1,"a\\"":2}]', ['/1/a"']],
    [
      'a string without its end',
      '["a',
      'is not JSON: expected the closing quote of a string, found the end of the text',
    ],
    ['a bracket too many', '[]]', 'is not JSON: expected nothing more'],
  ])('reads a long text as a short one: %s', (_, text, said) => {
    const found = duplicatesOf(text)
    const long = duplicatesOf(`${' '.repeat(70_000)}${text}`)
    expect(typeof long === 'string' ? long.replace(/ at line.*$/u, '') : long).toEqual(said)
    expect(typeof found).toBe(typeof said)
  })

  it('takes exactly what JSON.parse takes, up to the depth', () => {
    fc.assert(
      fc.property(nearJson, (text) => {
        expect(decodeJson(text).ok).toBe(parses(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('gives back any value and sees no repetition in it', () => {
    const encoded = fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.stringify(value))
    fc.assert(
      fc.property(encoded, (text) => {
        expect(decodeJson(text)).toEqual({ ok: true, value: { value: JSON.parse(text), duplicates: [] } })
      }),
    )
  })
})

describe('isObject', () => {
  it.each([
    [{}, true],
    [[], false],
    [null, false],
    ['x', false],
    [undefined, false],
  ])('%j: %s', (value, expected) => {
    expect(isObject(value)).toBe(expected)
  })
})
