import type { RequirementReport } from '../model/report.ts'
import type { Site, SiteRun, SiteServer, SiteVersion } from './model.ts'
import { inOrder } from './names.ts'
import { requirementsIn } from './share.ts'

/** How one server in one version stands to a requirement. */
export interface Standing {
  readonly server: SiteServer
  readonly version: SiteVersion
  readonly run: SiteRun
  readonly row: RequirementReport
}

/** A requirement with everybody who was held to it. */
export interface Kept {
  readonly row: RequirementReport
  readonly standings: readonly Standing[]
}

const known = new WeakMap<Site, readonly Kept[]>()

/**
 * Every requirement that some result is about, in the order of documents and sections. Of a version that several profiles judge the first profile that has it counts,
 * since it is the same exchange with the same server.
 */
export function keepersOf(site: Site): readonly Kept[] {
  const found = known.get(site) ?? collect(site)
  known.set(site, found)
  return found
}

function collect(site: Site): readonly Kept[] {
  const kept = new Map<string, { row: RequirementReport; standings: Standing[] }>()
  for (const server of site.servers)
    for (const version of server.versions) {
      const seen = new Set<string>()
      for (const run of version.runs)
        for (const row of requirementsIn(run.report)) {
          if (seen.has(row.id)) continue
          seen.add(row.id)
          const each = kept.get(row.id) ?? { row, standings: [] }
          each.standings.push({ server, version, run, row })
          kept.set(row.id, each)
        }
    }
  return [...kept.values()].sort(
    ({ row: one }, { row: other }) =>
      inOrder(one.source, other.source) || inOrder(one.section, other.section) || inOrder(one.id, other.id),
  )
}

/** Of a list of standings those of the newest version of each server that has one. */
export function newestOnly(standings: readonly Standing[]): readonly Standing[] {
  const newest = new Map<SiteServer, Standing>()
  for (const each of standings) {
    const before = newest.get(each.server)
    const at = ({ server, version }: Standing): number => server.versions.indexOf(version)
    if (before === undefined || at(each) > at(before)) newest.set(each.server, each)
  }
  return [...newest.values()]
}
