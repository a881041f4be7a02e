import { compareWithBaseline } from '../compare/baseline.ts'
import type { Baseline } from '../model/baseline.ts'
import type { Evidence } from '../model/evidence.ts'
import type { BaselineReport, Report } from '../model/report.ts'
import { type FailOn, stricterBy } from './exit-codes.ts'
import type { Io } from './io.ts'

/** The day on which the command runs, in UTC: entries expire by it. */
export const today = (): string => new Date().toISOString().slice(0, 10)

/** The file of known failures that an option names, if there is one: few runs need the YAML parser. */
export async function openBaseline(path: string | undefined): Promise<Baseline | undefined> {
  return path === undefined ? undefined : (await import('../load/baseline.ts')).loadBaseline(path)
}

/**
 * The report as the command ends with it: what the baseline says of it, and what --fail-on makes of its warnings and open checks. Entries outside a partial run (--only, --skip,
 * interrupted) are left alone.
 */
export function applyBaseline(
  report: Report,
  baseline: Baseline | undefined,
  { run, complete }: Evidence,
  failOn: FailOn,
): Report {
  const whole = complete && run.only.length === 0 && run.skip.length === 0
  const compared = baseline === undefined ? report : { ...report, baseline: found(report, baseline, whole, failOn) }
  const stricter = stricterBy(compared, failOn)
  return stricter === undefined ? compared : { ...compared, stricter: stricter.because }
}

function found(report: Report, baseline: Baseline, whole: boolean, failOn: FailOn): BaselineReport {
  const all = compareWithBaseline(report, baseline, today(), failOn !== 'fail')
  return whole ? all : { ...all, problems: all.problems.filter(({ kind }) => kind === 'expired') }
}

/** Says what is wrong with the baseline, and prints an entry to paste for each failure that is not on it. */
export async function tellBaseline(report: Report, io: Io): Promise<void> {
  const { baseline } = report
  if (baseline === undefined) return
  for (const { at, kind, message } of baseline.problems)
    io.err(`${at.file}:${at.line}:${at.column}: ${kind}: ${message}\n`)
  if (baseline.unlisted.length === 0) return
  const { draftEntries, entriesAsYaml } = await import('../compare/baseline-entries.ts')
  const entries = draftEntries(report, baseline.unlisted, today())
  io.err(`\nNot on the baseline. To tolerate it for a while, paste below "entries:" in ${baseline.file}:\n\n`)
  io.err(`${entriesAsYaml(entries)}\n`)
}
