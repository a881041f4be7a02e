import { expect, it } from 'vitest'
import { matrixOf } from './matrix-of.ts'

it('matrixOf tells matrix keys from the keys of a condition that have a meaning of their own', () => {
  const condition = {
    auth_method: 'none',
    size: [1, 2],
    capability: ['jwks'],
    lacks: ['https'],
    omitted: ['token'],
    param: { as: 'x' },
    answer: { this: { status: 200 } },
  } as const
  expect(matrixOf(condition)).toEqual({ auth_method: ['none'], size: [1, 2] })
})
