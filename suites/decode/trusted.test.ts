import { expect, expectTypeOf, it } from 'vitest'
import { bad, type Decoded, good } from './decoded.ts'
import { trusted } from './trusted.ts'

it('trusted gives the same value a type', () => {
  const value: unknown = { a: 1 }
  const typed = trusted<{ readonly a: number }>(value)
  expectTypeOf(typed.a).toBeNumber()
  expect(typed).toBe(value)
})

it('good and bad make the two cases of Decoded', () => {
  const cases: readonly Decoded<number>[] = [good(1), bad('is wrong')]
  expect(cases).toEqual([
    { ok: true, value: 1 },
    { ok: false, problem: 'is wrong' },
  ])
})
