import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

const stages = ['suites/model', 'suites/decode', 'suites/language', 'suites/entries', 'suites/load', 'suites/plan']
const engine = [...stages, 'suites/drive', 'suites/judge']

/** What each folder may import, beside itself. One-way: a folder never imports one that stands to its right. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'suites/model': [],
  'suites/decode': ['suites/model'],
  'suites/language': ['suites/model', 'suites/decode'],
  // The schemas of our own files are data, and bundled with the loader.
  'suites/entries': ['suites/model', 'suites/decode', 'suites/language'],
  'suites/load': ['suites/model', 'suites/decode', 'suites/language', 'specs/schemas'],
  'suites/plan': ['suites/model', 'suites/decode', 'suites/language', 'suites/load'],
  'suites/key-pairs': [],
  'suites/drive': [...stages, 'suites/key-pairs'],
  'suites/judge': stages,
  'suites/run': engine,
  'suites/doctor': [...engine, 'suites/run'],
  'suites/compare': ['suites/model', 'suites/decode'],
  'suites/api': [...engine, 'suites/run'],
  'suites/prove': [...engine, 'suites/run'],
  'suites/fuzz': [...engine, 'suites/run'],
  // The one seam: the embedded default is loaded lazily from here.
  'suites/embedded': [
    'suites/model',
    'suites/load',
    'suites/run',
    'suites/prove',
    'suites/reference-server',
    'fixtures/mutants',
    'fixtures/freedoms',
  ],
  // Pages of many results: what reports are made of, and what two of them differ in.
  'suites/site': ['suites/model', 'suites/compare', 'reports'],
  // A certificate holds the report that anyone can make again from its evidence.
  'suites/certificate': [...engine, 'suites/key-pairs', 'suites/run', 'suites/compare', 'reports'],
  'suites/cli': [
    ...engine,
    'suites/api',
    'suites/run',
    'suites/doctor',
    'suites/compare',
    'suites/prove',
    'suites/fuzz',
    'suites/embedded',
    'suites/certificate',
    'suites/site',
    'reports',
  ],
  'suites/vitest': ['suites/model', 'suites/load', 'suites/api', 'reports'],
  reports: ['suites/model'],
  'suites/reference-server': ['suites/model', 'suites/key-pairs'],
  'fixtures/mutants': ['fixtures/freedoms', 'suites/reference-server', 'suites/key-pairs', 'suites/model'],
  'fixtures/freedoms': ['suites/reference-server', 'suites/key-pairs', 'suites/model'],
  'fixtures/non-servers': ['suites/reference-server'],
  'fixtures/attackers': ['suites/reference-server'],
  'fixtures/network': [],
  'fixtures/wild': ['fixtures/mutants', 'suites/reference-server', 'suites/model'],
  // The build says what is wrong with specifications as the command does.
  scripts: [
    'suites/model',
    'suites/decode',
    'suites/load',
    'suites/run',
    'suites/cli',
    'suites/embedded',
    'suites/reference-server',
    'suites/site',
    'fixtures/freedoms',
    'fixtures/peers',
  ],
}

/** Names that two exported types still share. The reference server is left out: it has a server's words, and no engine's. */
const knownNamesakes = ['Group', 'Item']

const files = ['suites', 'reports', 'fixtures', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/u.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules')),
)
const isTest = (path: string): boolean =>
  path.endsWith('.test.ts') || path.includes('/testing') || path.startsWith('suites/live/')
const sources = files.filter((path) => path.endsWith('.ts') && !isTest(path))

const folderOf = (path: string): string => /^(reports|scripts|[^/]+\/[^/]+)/u.exec(path)?.[1] ?? path

const textOf = new Map(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
const text = (path: string): string => textOf.get(path) ?? ''

const importsOf = new Map(files.map((path) => [path, importsIn(path)]))
const imports = (path: string): readonly string[] => importsOf.get(path) ?? []

function importsIn(path: string): readonly string[] {
  return [...text(path).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/gu)].map((found) =>
    relative(root, join(root, dirname(path), found[1] ?? '')).replaceAll('\\', '/'),
  )
}

/** What files do against a rule. A test is a rule, not a file and a rule: those were two fifths of all tests of `npm test`, and told a reader nothing more. */
function against(paths: readonly string[], faults: (path: string) => readonly string[]): readonly string[] {
  return paths.flatMap((path) => faults(path).map((fault) => `${path}: ${fault}`))
}

/** Groups of nodes that reach each other, each in alphabetical order. */
function circles(nodes: readonly string[], next: (node: string) => readonly string[]): readonly (readonly string[])[] {
  const reach = new Map(nodes.map((node) => [node, reachable(node, next)]))
  const groups = nodes
    .filter((node) => reach.get(node)?.has(node))
    .map((node) => nodes.filter((other) => reach.get(node)?.has(other) && reach.get(other)?.has(node)).toSorted())
  return [...new Map(groups.map((group) => [group.join(), group])).values()]
}

/** All that a node leads to. The node itself only when it is on a circle. */
function reachable(from: string, next: (node: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const ahead = [...next(from)]
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    ahead.push(...next(node))
  }
  return seen
}

describe('the architecture', () => {
  it('a file imports only what its folder may', () => {
    const forbidden = against(sources, (path) => {
      const own = folderOf(path)
      const may = [own, ...(allowed[own] ?? [])]
      return imports(path).filter((target) => !may.includes(folderOf(target)))
    })
    expect(forbidden).toEqual([])
  })

  it('no folder may import one that may import it', () => {
    expect(circles(Object.keys(allowed), (folder) => allowed[folder] ?? [])).toEqual([])
  })

  it('no file imports itself by way of others, types included', () => {
    expect(circles(files, imports)).toEqual([])
  })

  it('finds a circle of any length, and no tree', () => {
    const graph: Readonly<Record<string, readonly string[]>> = { a: ['b', 'd'], b: ['c'], c: ['a', 'd'], d: [] }
    expect(circles(Object.keys(graph), (node) => graph[node] ?? [])).toEqual([['a', 'b', 'c']])
    expect(circles(['self'], (node) => [node])).toEqual([['self']])
    expect(circles(['a', 'd'], (node) => (node === 'a' ? ['d'] : []))).toEqual([])
  })

  it('only tests of the command line and of whole runs reach up to it', () => {
    const below = files.filter((path) => isTest(path) && !/^suites\/(cli|live)\/[^/]*$/u.test(path))
    const upwards = below.filter((path) => imports(path).some((target) => folderOf(target) === 'suites/cli'))
    expect(upwards.filter((path) => !path.startsWith('suites/cli/'))).toEqual([])
  })

  it('one name is one type: no exported type has the name of another', () => {
    const ours = files.filter((path) => !path.startsWith('suites/reference-server/'))
    const names = ours.flatMap((path) =>
      [...text(path).matchAll(/^export (?:interface|type) (\w+)/gmu)].map(([, name = '']) => name),
    )
    const twice = names.filter((name, place) => names.indexOf(name) !== place)
    expect([...new Set(twice)].toSorted()).toEqual(knownNamesakes)
  })

  it('only decode casts', () => {
    const elsewhere = sources.filter((path) => !path.startsWith('suites/decode/'))
    const casts = against(elsewhere, (path) =>
      text(path)
        .split('\n')
        .filter(
          (line) =>
            /[\w)\]}] as (?!const\b)[A-Za-z{[(]/u.test(line.replace(/\/\/.*|\/?\*.*|'[^']*'|`[^`]*`|"[^"]*"/gu, '')) &&
            !/^\s*(?:import\b|export (?:type )?[{*])|^\s*\w+ as \w+,?$/u.test(line),
        ),
    )
    expect(casts).toEqual([])
  })

  it('decoding is left to decode', () => {
    const elsewhere = sources.filter(
      (path) => path.startsWith('suites/') && !/^suites\/(decode|reference-server)\//u.test(path),
    )
    const decoders = against(
      elsewhere,
      (path) => text(path).match(/JSON\.parse\(|parseInt\(|parseFloat\(|Buffer\.from\([^)]*,\s*'base64/gu) ?? [],
    )
    expect(decoders).toEqual([])
  })

  it('one file makes key pairs: another way can hang the process', () => {
    const here = ['suites/architecture.test.ts', 'suites/key-pairs/make-key-pair.ts']
    const makers = files.filter((path) => {
      // A peer is a process of its own. It may ask another thread for a key, which does not hang.
      const ways = path.startsWith('fixtures/peers/') ? /generateKeyPairSync/u : /generateKeyPair|generateKey\(/u
      return ways.test(text(path)) && !here.includes(path)
    })
    expect(makers).toEqual([])
  })

  it('the judge touches no clock, network, file or randomness', () => {
    const judge = sources.filter((path) => /^suites\/(judge|plan|language)\//u.test(path))
    const touches = against(
      judge,
      (path) => text(path).match(/node:|undici|Date\.now|new Date\(\)|Math\.random|fetch\(|process\./gu) ?? [],
    )
    expect(touches).toEqual([])
  })
})
