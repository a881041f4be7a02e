import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SiteRun } from '../site/model.ts'
import { nameAndVersion } from '../site/names.ts'
import { siteFiles } from '../site/site.ts'
import { brokenLinks, textAt } from '../site/testing.ts'
import { recordedEvidence, recordedReport, recordings } from './testing/recordings.ts'

/** As the command reads them: `grantcheck site fixtures/recordings`. */
async function recorded(path: string): Promise<SiteRun> {
  const report = await recordedReport(path)
  const cited = new Set(report.findings.map(({ exchange }) => exchange))
  return {
    report,
    exchanges: recordedEvidence(path).exchanges.filter(({ id }) => cited.has(id)),
    server: nameAndVersion(basename(dirname(path))),
    file: path,
    isEvidence: true,
    repeat: (scenario) => `grantcheck run target.yaml --only ${scenario}`,
  }
}

const runs = await Promise.all(recordings.map(recorded))
const made = (list: readonly SiteRun[]) =>
  siteFiles({ title: 'Real servers', runs: list, about: {}, now: '2026-12-01T00:00:00Z', tool: '0.2.0' })

describe('the site of the real servers on record', () => {
  const files = made(runs)

  it('every link leads somewhere', () => {
    expect(brokenLinks(files)).toEqual([])
  })

  it('every server has a page with every version on record', () => {
    for (const { server } of runs)
      expect(textAt(files, `servers/${server.name}.html`), server.name).toContain(`<b>${server.version}</b>`)
  })

  it('no server is at fault for a limitation that it does not document', () => {
    for (const { path, text } of files) {
      expect(path).not.toContain('limitation.')
      if (path.endsWith('.html')) expect(text, path).not.toContain('Airlock')
    }
  })

  it('thirty results of ten versions each take few seconds, and no page has 500 kB; how long it took is printed', () => {
    const many = Array.from({ length: 10 }, (_, index) =>
      runs
        .filter(({ report }) => report.profile.id === 'rfc')
        .slice(0, 3)
        .map((run) => ({ ...run, server: { name: run.server.name, version: `${index}.0` } })),
    ).flat()
    const before = process.cpuUsage()
    const large = made(many).filter(({ path, text }) => path.endsWith('.html') && Buffer.byteLength(text) > 500_000)
    const { user, system } = process.cpuUsage(before)
    expect(many).toHaveLength(30)
    expect(large.map(({ path }) => path)).toEqual([])
    console.log(`the pages of 30 results took ${Math.round((user + system) / 1000)} ms of a processor`)
  })
})
