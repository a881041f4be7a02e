import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../model/json.ts'
import { decodeJson } from './json.ts'
import { at, isPointer } from './pointer.ts'

/** The examples of RFC 6901 section 5. */
const example: Json = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
}

describe('at', () => {
  it.each([
    ['', example],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
    ['/foo/2', undefined],
    ['/foo/00', undefined],
    ['/foo/-', undefined],
    ['/foo/length', undefined],
    ['/foo/0/length', undefined],
    ['/constructor', undefined],
    ['/__proto__', undefined],
    ['foo', undefined],
    ['/m~n', undefined],
    ['/no/such/place', undefined],
  ])('%j', (pointer, value) => {
    expect(at(example, pointer)).toEqual(value)
  })

  it('finds an element by an index of several digits', () => {
    const letters = [...'abcdefghijklm']
    expect([at(letters, '/10'), at(letters, '/12'), at(letters, '/1a')]).toEqual(['k', 'm', undefined])
  })

  it('finds an own member of an odd name', () => {
    const decoded = decodeJson('{"__proto__":1,"~1":2}')
    expect(decoded.ok && [at(decoded.value.value, '/__proto__'), at(decoded.value.value, '/~01')]).toEqual([1, 2])
    expect(at(undefined, '/a')).toBeUndefined()
    expect(at(null, '/a')).toBeUndefined()
  })

  it('finds every member by its escaped name', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (name, value) => {
        const object = Object.fromEntries([[name, { [name]: [value] }]])
        const part = name.replaceAll('~', '~0').replaceAll('/', '~1')
        expect(name === '__proto__' ? value : at(object, `/${part}/${part}/0`)).toBe(value)
      }),
    )
  })
})

describe('isPointer', () => {
  it.each([
    ['', true],
    ['/', true],
    ['/a/~0~1', true],
    ['a', false],
    ['#/a', false],
    ['/~', false],
    ['/~2', false],
  ])('%j: %s', (text, expected) => {
    expect(isPointer(text)).toBe(expected)
  })
})
