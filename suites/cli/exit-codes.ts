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

/** The exit code of a finished run; `failOn` only ever makes it stricter. */
export function exitCodeOf(report: Report, failOn: FailOn): number {
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

function strictly(report: Report, failOn: FailOn): number {
  if (failOn !== 'fail' && report.totals.warn > 0) return exitCodes.nonconformant
  if (failOn === 'inconclusive' && report.totals.inconclusive > 0) return exitCodes.inconclusive
  return exitCodes.conformant
}
