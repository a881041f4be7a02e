import type { Baseline, BaselineEntry } from '../model/baseline.ts'
import type { BaselineProblem, BaselineReport, KnownFailure, Report } from '../model/report.ts'

/**
 * Compares the failures of a run with a baseline. `today` is YYYY-MM-DD; warnings count as failures where `strict` says so. Pure; the report's verdicts and conclusion stay what
 * they are. An entry for what was looked at and passed is stale, one that names what this run does not have is unknown. What
 * warns, does not apply or could not be decided says nothing about an entry: a server that is down has fixed nothing.
 */
export function compareWithBaseline(report: Report, baseline: Baseline, today: string, strict = false): BaselineReport {
  const failures = failuresOf(report, strict)
  const matched = baseline.entries.map((entry) => ({ entry, covers: failures.filter((each) => fits(each, entry)) }))
  const known = matched.filter(({ covers }) => covers.length > 0).map(({ entry, covers }) => knownBy(entry, covers))
  const covered = new Set(known.flatMap((each) => each.covers))
  return {
    file: baseline.file,
    known,
    unlisted: failures.map(({ id }) => id).filter((id) => !covered.has(id)),
    problems: matched.flatMap(({ entry, covers }) => problemWith(entry, covers.length, report, today)),
  }
}

/** What may be on a baseline: a check that failed (or warned, where warnings count), or a violated limitation. */
export interface Failure {
  readonly kind: 'check' | 'limitation'
  /** Check id, or "limitation refresh". */
  readonly id: string
  readonly requirement?: string
}

/** Everything that makes a run nonconformant, in the report's order; `strict`: and everything that warns. */
export function failuresOf(report: Report, strict = false): readonly Failure[] {
  const checks = report.scenarios
    .flatMap((scenario) => scenario.checks)
    .filter(({ verdict }) => verdict === 'fail' || (strict && verdict === 'warn'))
  const limitations = report.limitations.filter(({ outcome }) => outcome === 'violated')
  return [
    ...limitations.map(({ id }): Failure => ({ kind: 'limitation', id: `limitation ${id}` })),
    ...checks.map(
      ({ id, requirement }): Failure => ({ kind: 'check', id, ...(requirement === undefined ? {} : { requirement }) }),
    ),
  ]
}

function fits(failure: Failure, { kind, id }: BaselineEntry): boolean {
  switch (kind) {
    case 'check':
      return failure.kind === 'check' && failure.id === id
    case 'requirement':
      return failure.requirement === id
    case 'limitation':
      return failure.id === `limitation ${id}`
    default:
      return kind satisfies never
  }
}

function knownBy({ id, reason, owner, reviewBy, at }: BaselineEntry, covers: readonly Failure[]): KnownFailure {
  return { entry: id, reason, owner, reviewBy, covers: covers.map((each) => each.id), at }
}

function problemWith(entry: BaselineEntry, covers: number, report: Report, today: string): readonly BaselineProblem[] {
  const { kind, id, reviewBy, at } = entry
  const problem = (what: BaselineProblem['kind'], message: string): readonly BaselineProblem[] => [
    { kind: what, entry: id, message, at },
  ]
  const state = stateOf(entry, report)
  if (state === 'absent') return problem('unknown', `this run has no ${kind} "${id}": correct or remove the entry`)
  if (covers === 0 && state === 'passed')
    return problem('stale', `${kind} ${id} does not fail any more: remove the entry`)
  if (reviewBy < today)
    return problem('expired', `${kind} ${id} was to be reviewed by ${reviewBy}: fix it, or set a new review date`)
  return []
}

/** What a run says of all that an entry names, the first of these that is so of any part. */
export type EntryState = 'absent' | 'fails' | 'undecided' | 'warns' | 'passed' | 'not applicable'

/** What a run says of an entry. Only "passed" shows that something was fixed. Pure. */
export function stateOf(entry: BaselineEntry, report: Report): EntryState {
  const verdicts = verdictsOf(entry, report)
  const some = (...wanted: readonly string[]): boolean => verdicts.some((each) => wanted.includes(each))
  if (verdicts.length === 0) return 'absent'
  if (some('fail', 'violated')) return 'fails'
  if (some('inconclusive', 'error') || report.totals.pass === 0) return 'undecided'
  if (some('warn')) return 'warns'
  return some('pass', 'upheld') ? 'passed' : 'not applicable'
}

/** The verdicts of everything that an entry names; a limitation has its outcome. */
function verdictsOf({ kind, id }: BaselineEntry, report: Report): readonly string[] {
  if (kind === 'limitation') return report.limitations.filter((each) => each.id === id).map(({ outcome }) => outcome)
  const checks = report.scenarios.flatMap((scenario) => scenario.checks)
  return checks
    .filter((check) => (kind === 'check' ? check.id : check.requirement) === id)
    .map(({ verdict }) => verdict)
}
