import { describe, expect, test } from 'vitest'
import { told } from '../testing/told.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'

function problems(text: string): string {
  const result = readYaml('x.yaml', text)
  return result.ok ? 'no problem' : told(result.problems)
}

function file(text: string): YamlFile {
  const result = readYaml('x.yaml', text)
  if (!result.ok) throw new Error(told(result.problems))
  return result.yaml
}

describe('readYaml refuses', () => {
  test('a key that stands twice', () => {
    expect(problems('title: one\nkind: negative\ntitle: two\n')).toMatchInlineSnapshot(`
      "x.yaml:3:1: duplicate key title
      2 | kind: negative
      3 | title: two
        | ^^^^^
      fix: Keep one of the two."
    `)
  })

  test('a duplicate key in flow form', () => {
    expect(problems('a: { status: 200, status: 201 }\n')).toMatchInlineSnapshot(`
      "x.yaml:1:19: duplicate key status
      1 | a: { status: 200, status: 201 }
        |                   ^^^^^^
      fix: Keep one of the two."
    `)
  })

  test('tabs as indentation', () => {
    expect(problems('steps:\n\t- id: one\n')).toMatchInlineSnapshot(`
      "x.yaml:2:1: a tab must not indent
      1 | steps:
      2 |  - id: one
        | ^
      fix: Indent with blanks."
    `)
  })

  test('merge keys', () => {
    expect(problems('base: &base { a: 1 }\nother:\n  <<: *base\n  b: 2\n')).toMatchInlineSnapshot(`
      "x.yaml:3:3: merge keys (<<) are not part of YAML 1.2
      2 | other:
      3 |   <<: *base
        |   ^^
      fix: Write the members out, or use an alias as a value."
    `)
  })

  test('an alias without an anchor', () => {
    expect(problems('a: *nowhere\n')).toMatchInlineSnapshot(`
      "x.yaml:1:4: this alias has no anchor before it
      1 | a: *nowhere
        |    ^^^^^^^^"
    `)
  })

  test('an alias to the value it stands in', () => {
    expect(problems('a: &a\n  b: *a\n')).toMatchInlineSnapshot(`
      "x.yaml:2:6: this alias refers to the value that it stands in
      1 | a: &a
      2 |   b: *a
        |      ^^"
    `)
  })

  test('a second document', () => {
    expect(problems('a: 1\n---\nb: 2\n')).toMatchInlineSnapshot(`
      "x.yaml:3:1: a second document begins here
      2 | ---
      3 | b: 2
        | ^
      fix: Keep one document per file."
    `)
  })

  test('another YAML version', () => {
    expect(problems('%YAML 1.1\n---\na: yes\n')).toMatchInlineSnapshot(`
      "x.yaml:1:1: the file declares another YAML version
      1 | %YAML 1.1
        | ^^^^^
      fix: Remove the %YAML line: YAML 1.2 is meant."
    `)
  })

  test('tags', () => {
    expect(problems('a: !!binary aGk=\n')).toMatchInlineSnapshot(`
      "x.yaml:1:13: this value has no form in JSON
      1 | a: !!binary aGk=
        |             ^^^^
      fix: Put it in quotes if text is meant."
    `)
    expect(problems('a: !ruby/object x\n')).toMatchInlineSnapshot(`
      "x.yaml:1:4: tags (!…) are not allowed
      1 | a: !ruby/object x
        |    ^^^^^^^^^^^^
      fix: Remove the tag; put the value in quotes if text is meant."
    `)
  })

  test('values without a form in JSON', () => {
    expect(problems('a: .inf\nb: .nan\n')).toMatchInlineSnapshot(`
      "x.yaml:1:4: this value has no form in JSON
      1 | a: .inf
        |    ^^^^
      fix: Put it in quotes if text is meant.

      x.yaml:2:4: this value has no form in JSON
      1 | a: .inf
      2 | b: .nan
        |    ^^^^
      fix: Put it in quotes if text is meant."
    `)
  })

  test('keys that are not text', () => {
    expect(problems('200: ok\n? [a, b]\n: c\n')).toMatchInlineSnapshot(`
      "x.yaml:1:1: a key must be text
      1 | 200: ok
        | ^^^
      fix: Put the key in quotes.

      x.yaml:2:3: a key must be text
      1 | 200: ok
      2 | ? [a, b]
        |   ^^^^^^
      fix: Put the key in quotes."
    `)
  })

  test('an unclosed bracket', () => {
    expect(problems('needs: [registration\ntitle: x\n')).toMatchInlineSnapshot(`
      "x.yaml:2:1: flow sequence in block collection must be sufficiently indented and end with a ]
      1 | needs: [registration
      2 | title: x
        | ^
      fix: Close the bracket above, or align the line with its siblings."
    `)
  })

  test('bad indentation', () => {
    expect(problems('steps:\n  - id: one\n   token: {}\n')).toMatchInlineSnapshot(`
      "x.yaml:3:1: sequence item without - indicator
      2 |   - id: one
      3 |    token: {}
        | ^
      fix: Align the line with its siblings, or begin it as they begin."
    `)
  })

  test.each(['', '\n\n', '# only a comment\n', '---\n'])('an empty file: %j', (text) => {
    expect(problems(text)).toContain('x.yaml is empty')
  })

  test('a bomb of aliases, which nobody could unfold', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 12; level += 1)
      lines.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      )
    expect(problems(lines.join('\n'))).toContain('the file unfolds to more than')
  })

  test('nesting without end', () => {
    expect(problems('['.repeat(200) + ']'.repeat(200))).toContain('nested more than 60 levels deep')
    expect(problems('['.repeat(5_000))).toContain('more than 200 brackets open, one nested in the other')
  })

  test('more than 1 MiB', () => {
    expect(problems('a'.repeat(2_000_000))).toContain('longer than 1 MiB')
  })

  test('all faults at once', () => {
    expect(problems('a: 1\na: 2\nb: 1\nb: 2\n').match(/duplicate key/g)).toHaveLength(2)
  })
})

describe('readYaml reads', () => {
  test('YAML 1.2: yes, on, no and dates are text; octal needs 0o', () => {
    expect(file('a: yes\nb: on\nc: no\nd: 2024-01-01\ne: 010\nf: 0o10\n').value).toEqual({
      a: 'yes',
      b: 'on',
      c: 'no',
      d: '2024-01-01',
      e: 10,
      f: 8,
    })
  })

  test('aliases as values', () => {
    expect(file('a: &x { b: 1 }\nc: *x\n').value).toEqual({ a: { b: 1 }, c: { b: 1 } })
  })

  test('members that are called like parts of JavaScript objects', () => {
    const value = file('__proto__: 1\nconstructor: 2\n').value
    expect(JSON.stringify(value)).toBe('{"__proto__":1,"constructor":2}')
  })
})

describe('locate', () => {
  const yaml = file('scenario: a\nsteps:\n  - id: one\n    token: { auth: none }\n  - { id: two }\nempty:\n')

  test.each([
    [['scenario'], 'value', 1, 11],
    [['scenario'], 'key', 1, 1],
    [['steps', 0], 'value', 3, 5],
    [['steps', 0, 'token', 'auth'], 'value', 4, 20],
    [['steps', 0, 'token', 'auth'], 'key', 4, 14],
    [['steps', 1, 'id'], 'value', 5, 11],
    [['steps', 1], 'value', 5, 5],
    [[], 'value', 1, 1],
  ] as const)('%j %s', (path, part, line, column) => {
    expect(yaml.locate(path, part)).toEqual({ file: 'x.yaml', line, column })
  })

  test('gives the nearest place for a path that leads nowhere', () => {
    expect(yaml.locate(['steps', 0, 'expect', 3])).toEqual({ file: 'x.yaml', line: 3, column: 5 })
    expect(yaml.locate(['nothing'])).toEqual({ file: 'x.yaml', line: 1, column: 1 })
  })

  test('looks through aliases', () => {
    expect(file('a: &x { b: 1 }\nc: *x\n').locate(['c', 'b'])).toEqual({ file: 'x.yaml', line: 1, column: 12 })
  })
})
