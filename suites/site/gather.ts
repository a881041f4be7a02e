import { group } from '../../reports/html/group.ts'
import type { ServerAbout, Site, SiteInput, SiteRun, SiteServer, SiteVersion } from './model.ts'
import { inOrder, slugOf, slugsOf } from './names.ts'

/** Results sorted by server, version and profile. Of several for the same the newest counts. */
export function gather(input: SiteInput): Site {
  const byServer = group(input.runs, ({ server }) => server.name)
  const names = [...byServer.keys()].sort(inOrder)
  const slugs = slugsOf(names)
  const profiles = profilesOf(input.runs)
  const servers = names
    .map((name, index) => serverOf(name, slugs[index] ?? name, byServer.get(name) ?? [], profiles, input.about))
    .filter((server) => server !== undefined)
    .toSorted((one, other) => inOrder(letters(one.title), letters(other.title)))
  const results = servers.flatMap(({ versions }) => versions).reduce((sum, { runs }) => sum + runs.length, 0)
  return {
    title: input.title,
    now: input.now,
    tool: input.tool,
    servers,
    profiles,
    results,
    replaced: input.runs.length - results,
  }
}

/** What a list is sorted by: "@scope/name" stands under its first letter. */
const letters = (title: string): string => title.toLowerCase().replace(/^[^\p{L}\p{N}]+/u, '')

/** The day of a run. */
export const dayOf = ({ report }: SiteRun): string => report.run.startedAt.slice(0, 10)

/** The result for a profile. */
export const runBy = ({ runs }: SiteVersion, profile: string): SiteRun | undefined =>
  runs.find(({ report }) => report.profile.id === profile)

/** The newest version that was judged by a profile. */
export function newestBy(server: SiteServer, profile: string): { version: SiteVersion; run: SiteRun } | undefined {
  for (const version of server.versions.toReversed()) {
    const run = runBy(version, profile)
    if (run !== undefined) return { version, run }
  }
  return undefined
}

/** The profile whose table a server's page shows first. */
const firstProfileOf = (site: Site, server: SiteServer): string | undefined =>
  site.profiles.find((profile) => newestBy(server, profile) !== undefined)

/** Where a server's page has the row of a document, in the table of a profile. */
export const rowId = (site: Site, server: SiteServer, profile: string, source: string): string =>
  profile === firstProfileOf(site, server) ? `doc-${slugOf(source)}` : `doc-${slugOf(profile)}-${slugOf(source)}`

/** By how many servers have it, then by how much it decides. */
function profilesOf(runs: readonly SiteRun[]): readonly string[] {
  const weight = ([, list]: readonly [string, readonly SiteRun[]]): readonly [number, number] => [
    new Set(list.map(({ server }) => server.name)).size,
    list.reduce((sum, { report }) => sum + report.requirements.length, 0),
  ]
  return [...group(runs, ({ report }) => report.profile.id)]
    .toSorted((one, other) => {
      const [[servers, rows], [otherServers, otherRows]] = [weight(one), weight(other)]
      return otherServers - servers || otherRows - rows || inOrder(one[0], other[0])
    })
    .map(([id]) => id)
}

const unknown: ServerAbout = { notes: [], reviews: [] }

function serverOf(
  name: string,
  slug: string,
  runs: readonly SiteRun[],
  profiles: readonly string[],
  abouts: SiteInput['about'],
): SiteServer | undefined {
  const byLabel = group(runs, (run) => run.server.version ?? dayOf(run))
  const labels = [...byLabel.keys()].sort(inOrder)
  const slugs = slugsOf(labels)
  const versions = labels.map((label, index): SiteVersion => {
    const list = (byLabel.get(label) ?? []).toSorted((one, other) =>
      inOrder(other.report.run.startedAt, one.report.run.startedAt),
    )
    const newest = profiles.flatMap((profile) => list.find(({ report }) => report.profile.id === profile) ?? [])
    return { label, slug: slugs[index] ?? label, runs: newest }
  })
  const newest = versions.at(-1)
  if (newest === undefined) return undefined
  const about = Object.hasOwn(abouts, name) ? (abouts[name] ?? unknown) : unknown
  return { name, slug, title: about.title ?? name, about, versions, newest }
}
