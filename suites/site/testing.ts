import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mixedRun } from '../../reports/samples.ts'
import type { FinishedRun, Report } from '../model/report.ts'
import type { SiteFile, SiteInput, SiteRun } from './model.ts'
import { siteFiles } from './site.ts'

/** A run as the site takes it. */
export function siteRun(
  name: string,
  version: string | undefined,
  { report, exchanges, repeat }: FinishedRun = mixedRun(),
  parts: Partial<Report> = {},
): SiteRun {
  return {
    report: { ...report, ...parts },
    exchanges,
    server: { name, ...(version === undefined ? {} : { version }) },
    file: `results/${name}-${version ?? 'x'}/rfc.json.gz`,
    isEvidence: exchanges.length > 0,
    repeat,
  }
}

const siteInput = (runs: readonly SiteRun[], parts: Partial<SiteInput> = {}): SiteInput => ({
  title: 'Our servers',
  runs,
  about: {},
  now: '2025-04-01T12:00:00.000Z',
  tool: '0.2.0',
  ...parts,
})

/** The text of one file of a site; fails where there is none. */
export function textAt(files: readonly SiteFile[], path: string): string {
  const file = files.find((each) => each.path === path)
  if (file === undefined) throw new Error(`there is no ${path}, but ${files.map((each) => each.path).join(', ')}`)
  return file.text
}

/** Links that lead to no file, or to no place in one. */
export function brokenLinks(files: readonly SiteFile[]): readonly string[] {
  const byPath = new Map(files.map(({ path, text }) => [path, text]))
  const places = new Map(
    files.map(({ path, text }) => [path, new Set([...text.matchAll(/ id="([^"]*)"/gu)].map(([, id]) => id))]),
  )
  return files
    .filter(({ path }) => path.endsWith('.html'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/ (?:href|src|action)="([^"]*)"/gu)].flatMap(([, link = '']) => {
        if (/^https:/u.test(link)) return []
        const { pathname, hash } = new URL(link, `https://site.test/${path}`)
        const target = pathname.slice(1)
        const id = decodeURIComponent(hash.slice(1))
        const leads = byPath.has(target) && (id === '' || places.get(target)?.has(id) === true)
        return leads ? [] : [`${path} -> ${link}`]
      }),
    )
}

export const madeOf = (runs: readonly SiteRun[], parts: Partial<SiteInput> = {}): readonly SiteFile[] =>
  siteFiles(siteInput(runs, parts))

/** Writes a site for a browser. */
export function written(folder: string, files: readonly SiteFile[]): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
