import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { Relation } from '../../model/language.ts'
import type { Expression } from '../../model/scenario.ts'
import { exchange } from '../testing.ts'
import { said } from './testing.ts'

const a = '$this.body#/a'
const b = '$this.body#/b'

const relation = (wanted: Relation, body: Json, others: readonly Exchange[] = []): string =>
  said({ relation: wanted }, exchange(1, 200, body), { others })

describe('equal', () => {
  const equal = (body: Json, asSet: boolean, left: Expression = a, right: Expression = b): string =>
    relation({ equal: [left, right], ...(asSet ? { as: 'set' } : {}) }, body)

  it.each<[Json, string]>([
    [{ a: 'x y', b: 'x y' }, 'holds'],
    [{ a: 'x y', b: 'y x' }, '/a equal to /b: "y x" | "x y"'],
    [{ b: 1 }, 'undecided: the answer has no /a'],
    [{ a: 1 }, 'undecided: the answer has no /b'],
  ])('as values: %j: %s', (body, expected) => {
    expect(equal(body, false)).toBe(expected)
  })

  it.each<[Json, string]>([
    [{ a: 'x y', b: 'y x' }, 'holds'],
    [{ a: ['x', 'y'], b: 'y x' }, 'holds'],
    [{ a: 'x x', b: 'x' }, 'holds'],
    [{ a: 5, b: 5 }, 'holds'],
    [{ a: 'x', b: 'x y' }, '/a equal to /b: "x y" | "x"'],
    [{ a: 'x y', b: 'x' }, '/a equal to /b: "x" | "x y"'],
    [{ a: 'x z', b: 'x y' }, '/a equal to /b: "x y" | "x z"'],
    // No words are not the same as what has no words in it.
    [{ a: 5, b: '' }, '/a equal to /b: "" | 5'],
    [{ a: '', b: 5 }, '/a equal to /b: 5 | ""'],
  ])('as sets of words: %j: %s', (body, expected) => {
    expect(equal(body, true)).toBe(expected)
  })

  it.each<[left: Expression, name: string, value: string]>([
    ['$this.body#/a?', '/a', '1'],
    ['$this.body#/a?$b?', '/a?$b', '1'],
    [7, '7', '7'],
    [['x'], '["x"]', '["x"]'],
  ])('calls %j %s', (left, name, value) => {
    expect(equal({ a: 1, 'a?$b': 1, b: 2 }, false, left)).toBe(`${name} equal to /b: 2 | ${value}`)
  })

  it('what may be absent leaves nothing to compare, on either side', () => {
    expect(equal({ b: 1 }, false, '$this.body#/a?')).toBe('moot: /a is absent, which is allowed')
    expect(equal({ a: 1 }, false, a, '$this.body#/b?')).toBe('moot: /b is absent, which is allowed')
  })
})

describe('subset', () => {
  it.each<[Json, string]>([
    [{ a: 'x', b: 'x y' }, 'holds'],
    [{ a: '', b: 'x y' }, 'holds'],
    [{ a: 'x z', b: 'x y' }, '/a within "x y" | "x z": z in addition'],
    [{ a: 'v x z', b: ['x'] }, '/a within ["x"] | "v x z": v z in addition'],
    [{ a: 5, b: 'x y' }, '/a to be a string or an array of strings | 5'],
    [{ a: 'x', b: 5 }, 'undecided: there is nothing to compare /a with'],
    [{ b: 'x' }, 'undecided: the answer has no /a'],
  ])('%j: %s', (body, expected) => {
    expect(relation({ subset: [a, b] }, body)).toBe(expected)
  })
})

describe('unique', () => {
  const everyJti: Relation = { unique: ['$all.token.body#/jti'] }

  it.each<[status: number, jti: string, said: string]>([
    [200, 'b', 'holds'],
    [200, 'a', 'different values: /jti of every answer to token | "a" 2 times among 2 values'],
    [400, 'a', 'undecided: it takes two values to compare, and this run saw 1'],
  ])('over every successful exchange of the operation: %i %s: %s', (status, jti, expected) => {
    expect(relation(everyJti, { jti: 'a' }, [exchange(2, status, { jti })])).toBe(expected)
  })

  it.each<[values: Expression[], body: Json, said: string]>([
    [[a, b], { a: 'x', b: 'y' }, 'holds'],
    [[a, b], { a: 'x', b: 'x' }, 'different values: /a and /b | "x" 2 times among 2 values'],
    // A list is one value, unless it stands for all exchanges.
    [[a, b], { a: ['x', 'x'], b: 'y' }, 'holds'],
    [[a, b], { a: ['x'], b: ['x'] }, 'different values: /a and /b | ["x"] 2 times among 2 values'],
    [[['x', 'x'], 7, 'y'], {}, 'holds'],
    [[7, 'y', 7], {}, 'different values: 7 and "y" and 7 | 7 2 times among 3 values'],
    [[a, b], { a: 'x' }, 'undecided: the answer has no /b'],
    [[a, '$this.body#/b?'], { a: 'x' }, 'moot: /b is absent, which is allowed'],
  ])('over values: %j %j: %s', (values, body, expected) => {
    expect(relation({ unique: values }, body)).toBe(expected)
  })
})

describe('disjoint', () => {
  it.each<[Json, string]>([
    [{ a: 'x', b: 'y' }, 'holds'],
    [{ a: '', b: 'y' }, 'holds'],
    [{ a: 'x y', b: ['y', 'z'] }, '/a to have nothing of ["y","z"] | "x y": y'],
    [{ a: 5, b: 'y' }, '/a to be a string or an array of strings | 5'],
    [{ a: 'x', b: 5 }, 'undecided: there is nothing to compare /a with'],
    [{ b: 'x' }, 'undecided: the answer has no /a'],
  ])('%j: %s', (body, expected) => {
    expect(relation({ disjoint: [a, b] }, body)).toBe(expected)
  })
})

describe('by what SMART scopes allow', () => {
  const by = 'smart_scopes' as const

  it.each<[wanted: Relation, body: Json, said: string]>([
    [{ equal: [a, b], by }, { a: 'system/Patient.read', b: 'system/Patient.s system/Patient.r' }, 'holds'],
    [
      { equal: [a, b], by },
      { a: 'system/Patient.rs', b: 'system/Patient.r' },
      '/a equal to /b: "system/Patient.r" | "system/Patient.rs"',
    ],
    [{ subset: [a, b], by }, { a: 'system/Patient.r', b: 'system/*.read' }, 'holds'],
    [
      { subset: [a, b], by },
      { a: 'system/Patient.cruds', b: 'system/Patient.rs' },
      '/a within "system/Patient.rs" | "system/Patient.cruds": system/Patient.cruds in addition',
    ],
    [{ disjoint: [a, b], by }, { a: 'system/Patient.rs', b: 'system/Observation.rs' }, 'holds'],
    [
      { disjoint: [a, b], by },
      { a: 'system/Observation.read', b: 'system/Observation.rs' },
      '/a to have nothing of "system/Observation.rs" | "system/Observation.read": system/Observation.read',
    ],
  ])('%j %j: %s', (wanted, body, expected) => {
    expect(relation(wanted, body)).toBe(expected)
  })
})
