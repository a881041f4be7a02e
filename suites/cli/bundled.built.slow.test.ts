import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { trustedJson } from '../decode/trusted.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8')

/** What stands in the bundles, by the comments that the bundler leaves before each file. */
const bundled = new Set(
  ['dist', 'dist/schemas']
    .flatMap((folder) => readdirSync(`${root}/${folder}`).map((name) => `${folder}/${name}`))
    .filter((path) => /\.[cm]?js$/u.test(path))
    .flatMap((path) => [...read(path).matchAll(/#region \S*node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//gu)])
    .flatMap(([, name]) => name ?? []),
)
const notices = read('dist/THIRD-PARTY-LICENSES.txt').split(`\n${'-'.repeat(80)}\n\n`)
const titles = notices.map((notice) => /^(\S+) (\S+) \((.+)\)\n/u.exec(notice))

interface Bill {
  readonly bomFormat: string
  readonly metadata: { readonly component: { readonly name: string; readonly 'bom-ref': string } }
  readonly components: readonly {
    readonly 'bom-ref': string
    readonly purl: string
    readonly licenses: readonly unknown[]
    readonly hashes: readonly unknown[]
  }[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}
const bill = trustedJson<Bill>(read('dist/sbom.cdx.json'))

/** Files of dist/ that a file needs before it can begin, with theirs. */
function neededBy(name: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen
  seen.add(name)
  for (const [, next] of read(`dist/${name}`).matchAll(/^(?:(?:const|let) [\w$]+ = )?require\("\.\/([^"]+)"\)/gmu))
    if (next !== undefined) neededBy(next, seen)
  return seen
}

describe('what a run loads', () => {
  it('has nothing of the library for timestamps, which only they need', () => {
    const names = readdirSync(`${root}/dist`)
    const chunk = names.find((name) => name.endsWith('.cjs') && read(`dist/${name}`).includes('node_modules/pkijs/'))
    const entries = names.filter((name) =>
      /^(?:cli|index|run|run-[\w-]+|verify-[\w-]+|certify-[\w-]+)\.cjs$/u.test(name),
    )
    expect(entries.length).toBeGreaterThan(5)
    for (const name of entries) expect([...neededBy(name)], name).not.toContain(chunk)
    const checked = names.filter((name) => /^checked-[\w-]+\.cjs$/u.test(name))
    expect(checked.map((name) => [...neededBy(name)].includes(`${chunk}`))).toEqual([true])
  })
})

describe("other people's work in the bundles", () => {
  it('has a licence notice with its text, each package once', () => {
    expect(bundled.size).toBeGreaterThan(20)
    const named = new Set(titles.map((title) => title?.[1]))
    expect([...bundled].filter((name) => !named.has(name))).toEqual([])
    for (const notice of notices) expect(notice.length, notice).toBeGreaterThan(300)
    expect(new Set(titles.map((title) => title?.[0])).size).toBe(notices.length)
  })

  it('is in the bill of materials, with version, licence and hash', () => {
    const refs = titles.map((title) => `${title?.[1]}@${title?.[2]}`)
    expect([bill.bomFormat, bill.metadata.component.name]).toEqual(['CycloneDX', 'grantcheck'])
    expect(bill.components.map((each) => each['bom-ref']).toSorted()).toEqual(refs.toSorted())
    for (const { purl, licenses, hashes } of bill.components)
      expect([purl.startsWith('pkg:npm/'), licenses.length, hashes.length], purl).toEqual([true, 1, 1])
    const known = new Set([...refs, bill.metadata.component['bom-ref']])
    for (const { ref, dependsOn } of bill.dependencies)
      expect([ref, ...dependsOn].filter((each) => !known.has(each))).toEqual([])
  })

  it('goes with the tarball', () => {
    const pack = ['pack', '--dry-run', '--json', '--ignore-scripts']
    const [tarball] = trustedJson<readonly { readonly files: readonly { readonly path: string }[] }[]>(
      execFileSync('npm', pack, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
    const files = tarball?.files.map(({ path }) => path) ?? []
    expect(files).toEqual(
      expect.arrayContaining(['dist/THIRD-PARTY-LICENSES.txt', 'dist/sbom.cdx.json', 'LICENSE', 'SECURITY.md']),
    )
  })
})
