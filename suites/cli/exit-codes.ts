import type { Report } from '../model/report.ts'

/** The exit codes of every command: users' CI files rely on them. */
export const exitCodes = {
  conformant: 0,
  nonconformant: 1,
  /** Usage, configuration or specification error. */
  usage: 2,
  /** Unreachable, blocked, nothing exercised. */
  inconclusive: 3,
  /** Our own fault. */
  internal: 4,
  interrupted: 130,
} as const

export const failOnValues = ['fail', 'warn', 'inconclusive'] as const
export type FailOn = (typeof failOnValues)[number]

/**
 * The exit code of a finished run; `failOn` only ever makes it stricter. A baseline forgives the failures that it lists, and
 * makes the run fail when an entry no longer says the truth.
 */
export function exitCodeOf(report: Report, failOn: FailOn): number {
  const { baseline, conclusion } = report
  if (baseline !== undefined && baseline.problems.length > 0 && conclusion !== 'invalid') return exitCodes.nonconformant
  return stricterBy(report, failOn)?.code ?? asConcluded(report)
}

/** What `failOn` counts where the run would end with 0 otherwise, and in words why. */
export function stricterBy(
  report: Report,
  failOn: FailOn,
): { readonly code: number; readonly because: string } | undefined {
  if (failOn === 'fail' || asConcluded(report) !== exitCodes.conformant) return undefined
  const known = new Set(report.baseline?.known.flatMap(({ covers }) => covers))
  const checks = report.scenarios.flatMap((scenario) => scenario.checks)
  const of = (verdict: 'warn' | 'inconclusive'): number =>
    checks.filter((check) => check.verdict === verdict && !known.has(check.id)).length
  const told = (number: number, what: string, code: number) => ({
    code,
    because: `exit code ${code}, since --fail-on ${failOn} counts ${number} ${what}${number === 1 ? '' : 's'}`,
  })
  if (of('warn') > 0) return told(of('warn'), 'warning', exitCodes.nonconformant)
  if (failOn === 'inconclusive' && of('inconclusive') > 0)
    return told(of('inconclusive'), 'undecided check', exitCodes.inconclusive)
  return undefined
}

/** What the conclusion and the baseline come to. */
function asConcluded(report: Report): number {
  switch (report.conclusion) {
    case 'nonconformant':
      return allKnown(report) ? forgiven(report) : exitCodes.nonconformant
    case 'invalid':
      return exitCodes.internal
    case 'inconclusive':
      return exitCodes.inconclusive
    case 'conformant':
      return exitCodes.conformant
    default:
      return report.conclusion satisfies never
  }
}

/** Whether the baseline lists every failure. A warning that it lacks is for `stricterBy`. */
function allKnown({ baseline, scenarios }: Report): boolean {
  if (baseline === undefined) return false
  const warned = new Set(scenarios.flatMap(({ checks }) => checks).flatMap((c) => (c.verdict === 'warn' ? [c.id] : [])))
  return baseline.unlisted.every((id) => warned.has(id))
}

/** What is left of a run whose failures are all known. */
function forgiven(report: Report): number {
  const open = report.scenarios
    .flatMap((scenario) => scenario.checks)
    .some((check) => check.verdict === 'inconclusive' && check.level?.startsWith('MUST') === true)
  return open || !report.complete ? exitCodes.inconclusive : exitCodes.conformant
}
