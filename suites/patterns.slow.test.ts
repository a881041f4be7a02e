import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { parseHttpDate } from './decode/http-date.ts'
import { allTags, tagIn } from './decode/tag.ts'
import { formMember, jsonMember } from './drive/redact/find-secrets.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where texts of a server come by. */
const folders = ['suites/decode', 'suites/language', 'suites/drive', 'suites/judge', 'suites/compare', 'reports']

interface Pattern {
  readonly where: string
  readonly pattern: RegExp
}

const patterns: readonly Pattern[] = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.test\.ts$|testing|browser/u.test(entry.name))
    .flatMap((entry) => patternsIn(join(entry.parentPath, entry.name))),
)

/** The regular expressions that a file writes as such. */
function patternsIn(path: string): readonly Pattern[] {
  const found: Pattern[] = []
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const visit = (node: ts.Node): void => {
    const [, source = '', flags = ''] =
      node.kind === ts.SyntaxKind.RegularExpressionLiteral ? (/^\/(.*)\/([a-z]*)$/u.exec(node.getText()) ?? []) : []
    if (source !== '') {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1
      found.push({ where: `${relative(root, path)}:${line}`, pattern: new RegExp(source, flags) })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const characters = ['a', 'A', '0', ' ', '\t', '\n', ...'=/\\.-_"\'<>%&?#;,:([{+*~!', 'é', '\u0300']

/** What a pattern may have to read again and again: each character, each word of its own, and each of these with a character after it. */
function pumps({ source }: RegExp): readonly string[] {
  const words = [...new Set(source.replaceAll(/\\(?![\w])/gu, '').match(/[\w :.#;&"]{2,}/gu))].slice(0, 6)
  return [...characters, ...words, ...words.flatMap((word) => ['a', ' ', '.', '('].map((each) => word + each))]
}

/** Ends in what hardly anything asks for, so that what was read has to be read another way. */
const worst = (pump: string, octets: number): string => `${pump.repeat(Math.ceil(octets / pump.length))}\u0001`

/** Milliseconds of the processor, which others may want at the same time: the shorter one of two counts. */
function cost(pattern: RegExp, text: string): number {
  const once = (): number => {
    const before = process.cpuUsage()
    text.replace(pattern, '')
    return process.cpuUsage(before).user / 1000
  }
  const first = once()
  return first < 300 ? first : Math.min(first, once())
}

describe('a text of a server costs a pattern no more than in proportion to its length', () => {
  it('all of them are found', () => {
    expect(patterns.length).toBeGreaterThan(150)
  })

  it.each(patterns)('$where: $pattern', ({ pattern }) => {
    // What takes the square of the length would take seconds for this little.
    const costs = pumps(pattern).map((pump) => ({ pump, ms: cost(pattern, worst(pump, 40_000)) }))
    expect(costs.filter(({ ms }) => ms > 300)).toEqual([])
    const [hardest] = costs.toSorted((one, other) => other.ms - one.ms)
    expect(cost(pattern, worst(hardest?.pump ?? '', 1_000_000))).toBeLessThan(5_000)
  })

  it('which a test of this kind would see', () => {
    const ms = pumps(/=+$/u).map((pump) => cost(/=+$/u, worst(pump, 40_000)))
    expect(Math.max(...ms)).toBeGreaterThan(300)
  })
})

describe('so do patterns that are put together', () => {
  const kinds = { access_token: 'access_token', client_secret: 'client_secret' } as const
  it.each<[string, string, (text: string) => void]>([
    ['a form', 'access_token=', (text) => text.replace(formMember(kinds), '')],
    ['a form with half a tag', 'access_token=[a#', (text) => text.replace(formMember(kinds), '')],
    ['JSON', '"access_token" ', (text) => text.replace(jsonMember(kinds), '')],
    ['JSON of quotes', '"access_token":"\\"', (text) => text.replace(jsonMember(kinds), '')],
    ['JSON of blanks', ' ', (text) => `"access_token"${text}`.replace(jsonMember(kinds), '')],
    ['half a tag', '[access_token#', (text) => allTags(text)],
    ['half a JWT', 'a.', (text) => tagIn(text)],
    ['a date', 'Mon, 01 ', (text) => parseHttpDate(text)],
  ])('%s', (_, part, read) => {
    const before = process.cpuUsage()
    read(worst(part, 1_000_000))
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5_000)
  })
})
