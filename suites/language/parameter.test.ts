import { expect, it } from 'vitest'
import { kindOfParameter, parameterLike, writtenParameter } from './parameter.ts'

it.each([
  ['a', 'b,c', 'b,c'],
  [1, '20', 20],
  [1, 'many', undefined],
  [true, 'false', false],
  [['a'], 'b,c', ['b', 'c']],
  [['a'], 'b', ['b']],
  [[1], '2,3', [2, 3]],
  [[1], '2,x', undefined],
  [['a'], 'b,,c', undefined],
  [['a'], '', undefined],
  [['a'], 'b,b', undefined],
])('like %o, "%s" is %o', (model, text, value) => {
  expect(parameterLike(model, text)).toEqual(value)
})

it('is named and written as in a target file', () => {
  expect([kindOfParameter('a'), kindOfParameter(['a'])]).toEqual(['string', 'list'])
  expect([writtenParameter(2), writtenParameter(['a', 'b'])]).toEqual(['2', '[a, b]'])
})
