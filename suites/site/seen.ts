import { type ToldFinding, toldFindings } from '../../reports/findings.ts'
import type { Finding } from '../model/report.ts'
import type { ServerReview, Site, SiteRun, SiteServer, SiteVersion } from './model.ts'
import { findingsIn } from './share.ts'

/** A finding of one server in one version. */
export interface Sighting {
  readonly server: SiteServer
  readonly version: SiteVersion
  readonly run: SiteRun
  readonly finding: Finding
}

/** One kind of root cause with everybody who has it. */
export interface FindingKind {
  readonly id: string
  /** As it was told last. */
  readonly finding: Finding
  readonly sightings: readonly Sighting[]
}

const classes = ['security', 'protocol', 'form'] as const
const severities = ['fail', 'warn', 'inconclusive'] as const

/** The findings of a version over all its profiles; the first profile that has one tells it. */
export function sightingsIn(server: SiteServer, version: SiteVersion): readonly Sighting[] {
  const seen = new Set<string>()
  return version.runs
    .flatMap((run) =>
      findingsIn(run.report).flatMap((finding) => {
        if (seen.has(finding.id)) return []
        seen.add(finding.id)
        return [{ server, version, run, finding }]
      }),
    )
    .toSorted((one, other) => weight(one.finding) - weight(other.finding))
}

const weight = (finding: Finding): number =>
  severities.indexOf(finding.severity) * classes.length + classes.indexOf(finding.class)

/** Security first, then what most servers have. */
export function kindsOf(site: Site): readonly FindingKind[] {
  const kinds = new Map<string, { id: string; finding: Finding; sightings: Sighting[] }>()
  for (const server of site.servers)
    for (const version of server.versions)
      for (const sighting of sightingsIn(server, version)) {
        const { finding } = sighting
        const kind = kinds.get(finding.id) ?? { id: finding.id, finding, sightings: [] }
        kind.sightings.push(sighting)
        kinds.set(finding.id, { ...kind, finding })
      }
  const servers = ({ sightings }: FindingKind): number => new Set(sightings.map(({ server }) => server)).size
  return [...kinds.values()].sort(
    (one, other) =>
      classes.indexOf(one.finding.class) - classes.indexOf(other.finding.class) ||
      servers(other) - servers(one) ||
      one.id.localeCompare(other.id),
  )
}

const told = new WeakMap<SiteRun, ReadonlyMap<string, ToldFinding>>()

/** A finding with what its ids stand for. */
export function toldIn(run: SiteRun, id: string): ToldFinding | undefined {
  const known = told.get(run) ?? new Map(toldFindings(run.report).map((each) => [each.finding.id, each]))
  told.set(run, known)
  return known.get(id)
}

/** What people said about the checks of a finding. */
export function reviewsOfFinding(server: SiteServer, { checks }: Finding): readonly ServerReview[] {
  return server.about.reviews.filter((review) => review.checks.some((pattern) => checks.some(fits(pattern))))
}

/** In a pattern "*" stands for any text; everything else is literal. */
function fits(pattern: string): (id: string) => boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'))
  const expression = new RegExp(`^${literal.join('.*')}$`, 'su')
  return (id) => expression.test(id)
}
