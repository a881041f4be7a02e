import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

const engine = ['suites/model', 'suites/decode', 'suites/load', 'suites/plan', 'suites/drive', 'suites/judge']

/** What each folder may import, beside itself. One-way: a folder never imports one that stands to its right. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'suites/model': [],
  'suites/decode': ['suites/model'],
  // The schemas of our own files are data, and bundled with the loader.
  'suites/load': ['suites/model', 'suites/decode', 'specs/schemas'],
  'suites/plan': ['suites/model', 'suites/decode', 'suites/load'],
  'suites/drive': ['suites/model', 'suites/decode', 'suites/load', 'suites/plan'],
  'suites/judge': ['suites/model', 'suites/decode', 'suites/load', 'suites/plan'],
  'suites/session': engine,
  'suites/prove': [...engine, 'suites/session'],
  // A certificate holds the report that anyone can make again from its evidence.
  'suites/certificate': [...engine, 'suites/session', 'reports'],
  'suites/cli': [...engine, 'suites/session', 'suites/prove', 'suites/certificate', 'reports'],
  'suites/vitest': [...engine, 'suites/session'],
  reports: ['suites/model'],
  'fixtures/reference-server': ['fixtures/tls', 'suites/model'],
  'fixtures/mutants': ['fixtures/deployments', 'fixtures/reference-server', 'fixtures/tls', 'suites/model'],
  'fixtures/freedoms': ['fixtures/reference-server', 'suites/model'],
  'fixtures/deployments': ['fixtures/reference-server', 'fixtures/tls', 'suites/model'],
  'fixtures/non-servers': ['fixtures/tls'],
  'fixtures/tls': [],
}

/** The one seam: the embedded default is loaded lazily from here. */
const seams: Readonly<Record<string, readonly string[]>> = { 'suites/cli/embedded.ts': ['fixtures/mutants'] }

const files = ['suites', 'reports', 'fixtures'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules')),
)
const sources = files.filter((path) => !path.endsWith('.test.ts') && !path.includes('/testing'))

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
    sources.filter((path) => path.startsWith('suites/') && !path.startsWith('suites/decode/')),
  )('%s leaves decoding to decode', (path) => {
    const text = readFileSync(join(root, path), 'utf8')
    expect(text).not.toMatch(/JSON\.parse\(|parseInt\(|parseFloat\(|Buffer\.from\([^)]*,\s*'base64/u)
  })

  it('the judge touches no clock, network, file or randomness', () => {
    const judge = sources.filter((path) => path.startsWith('suites/judge/') || path.startsWith('suites/plan/'))
    for (const path of judge) {
      expect(readFileSync(join(root, path), 'utf8'), path).not.toMatch(
        /node:|undici|Date\.now|new Date\(\)|Math\.random|fetch\(|process\./u,
      )
    }
  })
})
