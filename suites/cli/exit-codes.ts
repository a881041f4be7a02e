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
  const { baseline } = report
  if (baseline !== undefined && report.conclusion !== 'invalid') {
    if (baseline.problems.length > 0) return exitCodes.nonconformant
    if (report.conclusion === 'nonconformant' && baseline.unlisted.length === 0) return forgiven(report, failOn)
  }
  switch (report.conclusion) {
    case 'nonconformant':
      return exitCodes.nonconformant
    case 'invalid':
      return exitCodes.internal
    case 'inconclusive':
      return exitCodes.inconclusive
    case 'conformant':
      return strictly(report, failOn)
    default:
      return report.conclusion satisfies never
  }
}

/** What is left of a run whose failures are all known. */
function forgiven(report: Report, failOn: FailOn): number {
  const open = report.scenarios
    .flatMap((scenario) => scenario.checks)
    .some((check) => check.verdict === 'inconclusive' && check.level?.startsWith('MUST') === true)
  return open || !report.complete ? exitCodes.inconclusive : strictly(report, failOn)
}

function strictly(report: Report, failOn: FailOn): number {
  if (failOn !== 'fail' && report.totals.warn > 0) return exitCodes.nonconformant
  if (failOn === 'inconclusive' && report.totals.inconclusive > 0) return exitCodes.inconclusive
  return exitCodes.conformant
}
