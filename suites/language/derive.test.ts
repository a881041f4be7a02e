import { expect, it } from 'vitest'
import { derive } from './derive.ts'

it.each([
  ['upper_case_host', 'http://as.example:8/path?a=b', 'HTTP://AS.EXAMPLE:8/path?a=b'],
  ['upper_case_host', 'no address', 'no address'],
  ['add_userinfo', 'https://as.example:1/a', 'https://xq7:xq7@as.example:1/a'],
  ['add_dot_segments', 'https://as.example/a/b?c', 'https://as.example/a/xq7/../b?c'],
  ['percent_encode', 'http://as.example/token?a=b', 'http://as.example/toke%6E?a=b'],
  ['percent_encode', 'http://as.example/t/1', 'http://as.example/%74/1'],
  ['longer_path', 'http://as.example/token?a=b#c', 'http://as.example/tokenx?a=b#c'],
  ['longer_path', 'http://as.example/token', 'http://as.example/tokenx'],
  ['trailing_slash', 'http://as.example', 'http://as.example/'],
  ['trailing_slash', 'http://as.example/a/', 'http://as.example/a'],
  ['half', 'abcde', 'abc'],
  ['first_80', 'a'.repeat(90), 'a'.repeat(80)],
] as const)('%s of %s', (name, from, to) => {
  expect(derive(name, from)).toBe(to)
})
