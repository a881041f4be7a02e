import { describe, expect, it } from 'vitest'
import { frame } from './frame.ts'
import { repeatsRepetition } from './lint/repetitions.ts'
import { readYaml } from './yaml/yaml-file.ts'

const numbers = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

describe('a YAML file that attacks', () => {
  it.each([
    ['900 kB of brackets', '['.repeat(900_000)],
    ['70,000 keys', numbers(70_000, (index) => `k${index}: 1`)],
    ['70,000 keys on a line', `{${numbers(70_000, (index) => `k${index}: 1,`).replaceAll('\n', ' ')}}`],
    ['50,000 anchors', numbers(50_000, (index) => `- &a${index} 1`)],
    ['25,000 aliases', numbers(25_000, (index) => `- &a${index} 1\n- *a${index}`)],
    [
      'a bomb',
      numbers(
        9,
        (index) =>
          `a${index}: &a${index} [${Array.from({ length: 9 }, () => (index === 0 ? 'x' : `*a${index - 1}`)).join(', ')}]`,
      ),
    ],
  ])('%s: one clear error, soon', (_, text) => {
    const began = performance.now()
    const read = readYaml('x.yaml', text)
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(read.ok ? [] : read.problems).toEqual([expect.objectContaining({ fix: expect.any(String) })])
  })

  it('says of a key that stands twice where it stands', () => {
    const read = readYaml('x.yaml', 'a: 1\nb: 2\na: 3\n')
    expect(read).toMatchObject({ ok: false, problems: [{ message: 'duplicate key a', at: { line: 3, column: 1 } }] })
  })
})

describe('what a file holds is not printed raw', () => {
  it.each([
    ['client_secret: abc', 'client_secret: ***'],
    ['headers: { token: { X-Gateway-Pass: abc } }', 'headers: { token: { X-Gateway-Pass: *******'],
    ['url: https://user:pass@as.test/', 'url: https://*********@as.test/'],
    ['  token: https://as.test/token', '  token: https://as.test/token'],
  ])('no secret of %s', (line, shown) => {
    expect(frame(line, { line: 1, column: 1, length: 3 })).toBe(`1 | ${shown}\n  | ^^^`)
  })
})

describe('a pattern of a scenario', () => {
  it.each([
    '(a+)*',
    '(a*)+',
    '((a|b)+x?)*',
    '(?:a{2,})*',
    '([a-z]+)+$',
    '(a+){2,}',
    '(a+){2,50}',
  ])('%s may take for ever', (pattern) => expect(repeatsRepetition(pattern)).toBe(true))
  it.each([
    'a+b*',
    '(?:a-b)*',
    '(a+){2}',
    '(a+)?',
    '\\(a+\\)*',
    '[(a+)]*',
    '^(?!HS\\d|none)',
    '(a)(b+)',
    '(, a+)*',
    '(?:;\\s*a+=b+)*',
  ])('%s does not', (pattern) => expect(repeatsRepetition(pattern)).toBe(false))
})
