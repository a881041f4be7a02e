import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

const stages = ['suites/model', 'suites/decode', 'suites/language', 'suites/load', 'suites/plan']
const engine = [...stages, 'suites/drive', 'suites/judge']

/** What each folder may import, beside itself. One-way: a folder never imports one that stands to its right. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'suites/model': [],
  'suites/decode': ['suites/model'],
  'suites/language': ['suites/model', 'suites/decode'],
  // The schemas of our own files are data, and bundled with the loader.
  'suites/load': ['suites/model', 'suites/decode', 'suites/language', 'specs/schemas'],
  'suites/plan': ['suites/model', 'suites/decode', 'suites/language', 'suites/load'],
  'suites/drive': stages,
  'suites/judge': stages,
  'suites/run': engine,
  'suites/doctor': [...engine, 'suites/run'],
  'suites/compare': ['suites/model', 'suites/decode'],
  'suites/api': [...engine, 'suites/run'],
  'suites/prove': [...engine, 'suites/run'],
  // A certificate holds the report that anyone can make again from its evidence.
  'suites/certificate': [...engine, 'suites/run', 'suites/compare', 'reports'],
  'suites/cli': [
    ...engine,
    'suites/api',
    'suites/run',
    'suites/doctor',
    'suites/compare',
    'suites/prove',
    'suites/certificate',
    'reports',
  ],
  'suites/vitest': ['suites/model', 'suites/load', 'suites/api'],
  reports: ['suites/model'],
  'suites/reference-server': ['suites/model'],
  'fixtures/mutants': ['fixtures/freedoms', 'suites/reference-server', 'suites/model'],
  'fixtures/freedoms': ['suites/reference-server', 'suites/model'],
  'fixtures/non-servers': ['suites/reference-server'],
}

/** The one seam: the embedded default is loaded lazily from here. */
const seams: Readonly<Record<string, readonly string[]>> = { 'suites/cli/embedded.ts': ['fixtures/mutants'] }

const files = ['suites', 'reports', 'fixtures'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules')),
)
const sources = files.filter(
  (path) => !path.endsWith('.test.ts') && !path.includes('/testing') && !path.startsWith('suites/live/'),
)

const folderOf = (path: string): string =>
  path.startsWith('reports/') ? 'reports' : path.split('/').slice(0, 2).join('/')

function imports(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/gu)].map((found) =>
    relative(root, join(root, dirname(path), found[1] ?? '')).replaceAll('\\', '/'),
  )
}

describe('the architecture', () => {
  it.each(sources)('%s imports only what its folder may', (path) => {
    const own = folderOf(path)
    const may = [own, ...(allowed[own] ?? []), ...(seams[path] ?? [])]
    expect(imports(path).filter((target) => !may.includes(folderOf(target)))).toEqual([])
  })

  it.each(sources.filter((path) => !path.startsWith('suites/decode/')))('%s has no cast', (path) => {
    const casts = readFileSync(join(root, path), 'utf8')
      .split('\n')
      .filter(
        (line) =>
          /[\w)\]}] as (?!const\b)[A-Za-z{[(]/u.test(line.replace(/\/\/.*|\/?\*.*|'[^']*'|`[^`]*`|"[^"]*"/gu, '')) &&
          !/^\s*(import|export)\b|^\s*\w+ as \w+,?$/u.test(line),
      )
    expect(casts).toEqual([])
  })

  it.each(
    sources.filter((path) => path.startsWith('suites/') && !/^suites\/(decode|reference-server)\//u.test(path)),
  )('%s leaves decoding to decode', (path) => {
    const text = readFileSync(join(root, path), 'utf8')
    expect(text).not.toMatch(/JSON\.parse\(|parseInt\(|parseFloat\(|Buffer\.from\([^)]*,\s*'base64/u)
  })

  it('the judge touches no clock, network, file or randomness', () => {
    const judge = sources.filter((path) => /^suites\/(judge|plan|language)\//u.test(path))
    for (const path of judge) {
      expect(readFileSync(join(root, path), 'utf8'), path).not.toMatch(
        /node:|undici|Date\.now|new Date\(\)|Math\.random|fetch\(|process\./u,
      )
    }
  })
})
