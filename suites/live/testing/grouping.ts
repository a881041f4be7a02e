import { covers, type ReviewEntry, violatedChecks } from '../../../scripts/pages/reviews.ts'
import type { Report } from '../../model/report.ts'

/** How the tool's findings of one report stand to the groups that a person made of the same checks. */
export interface Grouping {
  readonly findings: number
  readonly reviewed: number
  /** Checks that would have to go elsewhere for both to be the same. */
  readonly moved: readonly Place[]
}

/** One check, the review entries that cover it, and the finding that has it. */
interface Place {
  readonly check: string
  readonly review: string
  readonly finding: string
}

export function groupingOf(report: Report, reviews: readonly ReviewEntry[]): Grouping {
  const places = violatedChecks(report).map((check) => ({
    check: check.id,
    review: namesOf(reviews.filter((entry) => covers(entry, check))),
    finding: namesOf(report.findings.filter(({ checks }) => checks.includes(check.id))),
  }))
  const pairs = partners(places)
  return {
    findings: report.findings.length,
    reviewed: new Set(places.map(({ review }) => review)).size,
    moved: places.filter(({ review, finding }) => pairs.get(review) !== finding),
  }
}

/** A check that is in none or in several of them has no name that another one has. */
const namesOf = (all: readonly { readonly id: string }[]): string => all.map(({ id }) => id).join(' + ') || 'none'

/** Reviewed group -> the finding that is the same one: those that share most checks find each other first. */
function partners(places: readonly Place[]): ReadonlyMap<string, string> {
  const shared = new Map<string, { review: string; finding: string; checks: number }>()
  for (const { review, finding } of places) {
    const key = `${review} ${finding}`
    shared.set(key, { review, finding, checks: (shared.get(key)?.checks ?? 0) + 1 })
  }
  const pairs = new Map<string, string>()
  for (const { review, finding } of [...shared.values()].toSorted((one, other) => other.checks - one.checks)) {
    if (!pairs.has(review) && ![...pairs.values()].includes(finding)) pairs.set(review, finding)
  }
  return pairs
}
