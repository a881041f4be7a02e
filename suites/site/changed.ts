import { group } from '../../reports/html/group.ts'
import { type Change, type Comparison, compareReports } from '../compare/compare.ts'
import type { Site, SiteRun, SiteServer, SiteVersion } from './model.ts'
import { paths } from './paths.ts'

/** Two versions of a server, compared by every profile that both were judged by. */
export interface Changed {
  readonly server: SiteServer
  readonly before: SiteVersion
  readonly after: SiteVersion
  readonly path: string
  readonly comparisons: readonly { profile: string; before: SiteRun; after: SiteRun; parts: ChangeParts }[]
  /** Requirements whose checks hold now, or fail or warn now. */
  readonly better: number
  readonly worse: number
}

/** What changed, in the groups that a reader of the site wants. */
export interface ChangeParts {
  /** Held, or only warned, in the earlier version. */
  readonly worse: readonly ChangeGroup[]
  /** What the later version offers and the earlier one did not, and does not keep. Having less to offer is no virtue, so it is not worse. */
  readonly offered: readonly ChangeGroup[]
  readonly better: readonly ChangeGroup[]
  /** Could be decided before and cannot now, or the other way round. */
  readonly undecided: readonly ChangeGroup[]
  /** It applies now, or no longer; it is new, or gone. */
  readonly other: readonly ChangeGroup[]
  /** An operation that does something now, or no longer. Neither is a fault by itself. */
  readonly limitations: readonly Change[]
  readonly same: number
}

/** Checks of one requirement that changed in the same way. */
export interface ChangeGroup {
  readonly requirement: string | undefined
  readonly before: string
  readonly after: string
  readonly changes: readonly Change[]
}

const known = new WeakMap<SiteServer, readonly Changed[]>()

/** Each version against the one before, the newest pair first, and the newest against the oldest. */
export function changedIn(site: Site, server: SiteServer): readonly Changed[] {
  const found = known.get(server) ?? compare(site, server)
  known.set(server, found)
  return found
}

function compare(site: Site, server: SiteServer): readonly Changed[] {
  const { versions } = server
  const pairs = versions.slice(1).map((after, index) => [versions[index], after] as const)
  const whole = versions.length > 2 ? [[versions[0], versions.at(-1)] as const] : []
  return [...pairs.toReversed(), ...whole].flatMap(([before, after]) => {
    if (before === undefined || after === undefined) return []
    const comparisons = site.profiles.flatMap((profile) => {
      const [one, other] = [before, after].map(({ runs }) => runs.find(({ report }) => report.profile.id === profile))
      if (one === undefined || other === undefined) return []
      return [{ profile, before: one, after: other, parts: partsOf(compareReports(one.report, other.report)) }]
    })
    if (comparisons.length === 0) return []
    const requirements = (kind: 'better' | 'worse'): number =>
      new Set(comparisons.flatMap(({ parts }) => parts[kind].map((each) => each.requirement ?? each.changes[0]?.id)))
        .size
    const path = paths.changes(server.slug, before.slug, after.slug)
    return [{ server, before, after, path, comparisons, better: requirements('better'), worse: requirements('worse') }]
  })
}

const isLimitation = ({ id }: Change): boolean => id.startsWith('limitation ')
const isOpen = (verdict: string | undefined): boolean => verdict === 'inconclusive' || verdict === 'error'

const held = (verdict: string | undefined): boolean => verdict === 'pass' || verdict === 'warn'
const violates = (verdict: string | undefined): boolean => verdict === 'fail' || verdict === 'warn'

/** What cannot be decided any more is no fault of the later version, nor is what an operation does. */
export function partsOf({ worse, better, other, added, gone, same }: Comparison): ChangeParts {
  const all = [...worse, ...better, ...other, ...added, ...gone]
  const rest = all.filter((change) => !isLimitation(change))
  const take = (fits: (change: Change) => boolean): readonly ChangeGroup[] =>
    grouped(
      rest.filter((change) => {
        if (told.has(change) || !fits(change)) return false
        told.add(change)
        return true
      }),
    )
  const told = new Set<Change>()
  const [ups, downs] = [new Set(better), new Set(worse)]
  return {
    undecided: take(({ before, after }) => isOpen(before) || isOpen(after)),
    worse: take((change) => downs.has(change) && held(change.before) && violates(change.after)),
    offered: take(({ before, after }) => !held(before) && !violates(before) && violates(after)),
    better: take((change) => ups.has(change)),
    other: take(() => true),
    limitations: all.filter(isLimitation),
    same,
  }
}

const word = (verdict: string | undefined): string => verdict ?? 'not tried'

function grouped(changes: readonly Change[]): readonly ChangeGroup[] {
  const keyOf = ({ id, requirement, before, after }: Change): string =>
    JSON.stringify([requirement ?? id, word(before), word(after)])
  return [...group(changes, keyOf).values()].map((list) => ({
    requirement: list[0]?.requirement,
    before: word(list[0]?.before),
    after: word(list[0]?.after),
    changes: list,
  }))
}
