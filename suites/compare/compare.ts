import type { Report } from '../model/report.ts'
import type { CheckReport, VerdictKind } from '../model/verdict.ts'

/** What became of one check or limitation between two runs. */
export interface Change {
  readonly id: string
  readonly requirement?: string
  /** Absent when it is new. */
  readonly before?: string
  /** Absent when it is gone. */
  readonly after?: string
  /** What the later run saw, where it says. */
  readonly because?: string
}

export interface Comparison {
  readonly worse: readonly Change[]
  readonly better: readonly Change[]
  readonly added: readonly Change[]
  readonly gone: readonly Change[]
  /** Verdicts that changed without getting better or worse: a check that applies now, or no longer. */
  readonly other: readonly Change[]
  readonly same: number
  /** More than half of what the earlier run decided is not in the later one, whatever the reason: nothing follows from the rest. */
  readonly vanished: boolean
}

interface Item {
  readonly verdict: string
  /** The higher the worse; undefined: it does not apply, which is neither. */
  readonly rank: number | undefined
  readonly check?: CheckReport
}

const ranks = {
  pass: 0,
  warn: 1,
  inconclusive: 2,
  error: 2,
  fail: 3,
  'not-applicable': undefined,
} as const satisfies Readonly<Record<VerdictKind, number | undefined>>
const outcomeRanks = { upheld: 0, inconclusive: 2, violated: 3 } as const

/**
 * Two reports of the same profile, check by check. Worse is a step towards "fail" (pass, warn, inconclusive, fail); a new check
 * that fails, and one that applies now and fails, is worse too, and so is one that is not tried any more. Better needs something that was seen: a failure that nobody can
 * see any more is no step forward. Of two versions of a profile each has its own checks: what the later one lacks is gone, and not worse. Pure.
 */
export function compareReports(before: Report, after: Report): Comparison {
  const [old, young] = [itemsOf(before), itemsOf(after)]
  const likewise = before.profile.id === after.profile.id && before.profile.version === after.profile.version
  const changes = [...new Set([...old.keys(), ...young.keys()])].map((id) =>
    changeOf(id, old.get(id), young.get(id), likewise),
  )
  const decided = [...old].filter(([, { rank }]) => rank !== undefined)
  const of = (kind: Kind): readonly Change[] => changes.filter((each) => each.kind === kind).map(({ change }) => change)
  return {
    worse: of('worse'),
    better: of('better'),
    added: of('added'),
    gone: of('gone'),
    other: of('other'),
    same: of('same').length,
    vanished: decided.filter(([id]) => !young.has(id)).length * 2 > decided.length,
  }
}

type Kind = 'worse' | 'better' | 'added' | 'gone' | 'other' | 'same'

function changeOf(
  id: string,
  old: Item | undefined,
  young: Item | undefined,
  likewise: boolean,
): { kind: Kind; change: Change } {
  const requirement = (young ?? old)?.check?.requirement
  const because = young?.check?.observed ?? young?.check?.because
  const change: Change = {
    id,
    ...(requirement === undefined ? {} : { requirement }),
    ...(old === undefined ? {} : { before: old.verdict }),
    ...(young === undefined ? {} : { after: young.verdict }),
    ...(because === undefined ? {} : { because }),
  }
  return { kind: kindOf(old, young, likewise), change }
}

function kindOf(old: Item | undefined, young: Item | undefined, likewise: boolean): Kind {
  if (young === undefined) return likewise && old?.rank !== undefined ? 'worse' : 'gone'
  const failsNow = young.rank === ranks.fail
  if (old === undefined) return failsNow ? 'worse' : 'added'
  if (old.verdict === young.verdict) return 'same'
  if (old.rank === undefined || young.rank === undefined) return failsNow ? 'worse' : 'other'
  if (old.rank === young.rank) return 'other'
  if (young.rank > old.rank) return 'worse'
  return young.rank <= ranks.warn ? 'better' : 'other'
}

function itemsOf(report: Report): ReadonlyMap<string, Item> {
  const limitations = report.limitations.map(({ id, outcome }): [string, Item] => [
    `limitation ${id}`,
    { verdict: outcome, rank: outcomeRanks[outcome] },
  ])
  const rows = report.scenarios.flatMap(({ id, verdict, checks }): [string, Item][] =>
    checks.length === 0
      ? [[id, { verdict, rank: ranks[verdict] }]]
      : checks.map((check) => [check.id, { verdict: check.verdict, rank: ranks[check.verdict], check }]),
  )
  return new Map([...limitations, ...rows])
}
