import { expect, test } from 'vitest'
import { readYaml } from '../yaml/yaml-file.ts'
import { pointerProblems } from './pointers.ts'

const read = readYaml('x.yaml', 'at: here\n')
const fixFor = (text: string): string | undefined =>
  read.ok ? pointerProblems(text, ['at'], read.yaml)[0]?.fix : 'the file could not be read'

test.each([
  ['error', '/error'],
  ['error.code', '/error/code'],
  ['$.x', '/x'],
  ['$.keys[0].kid', '/keys/0/kid'],
  ["$['x5t#S256']", undefined],
  ["$['expires_in']", '/expires_in'],
  ['#/error', '/error'],
  ['error/code', '/error/code'],
  ['x5t#S256', '/x5t#S256'],
  ['$', undefined],
  ['$.a[*].b', undefined],
  ['$..error', undefined],
  ['$this.body#/error', undefined],
])('%s is meant as %s', (text, pointer) => {
  const fix = fixFor(text)
  if (pointer !== undefined) expect(fix).toBe(`Write "${pointer}".`)
  else expect(fix).toMatch(/^Write \/ before each name, such as \/error/u)
  expect(fix).not.toContain('$')
})

test('a pointer is in order', () => {
  expect([fixFor(''), fixFor('/a~1b')]).toEqual([undefined, undefined])
})
