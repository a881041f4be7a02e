import { compareWithBaseline } from '../compare/baseline.ts'
import type { Baseline } from '../model/baseline.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Report } from '../model/report.ts'
import type { Io } from './io.ts'

/** The day on which the command runs, in UTC: entries expire by it. */
export const today = (): string => new Date().toISOString().slice(0, 10)

/** The file of known failures that an option names, if there is one: few runs need the YAML parser. */
export async function openBaseline(path: string | undefined): Promise<Baseline | undefined> {
  return path === undefined ? undefined : (await import('../load/baseline.ts')).loadBaseline(path)
}

/** The report with what the baseline says of it. Entries outside a partial run (--only, --skip, interrupted) are left alone. */
export function applyBaseline(report: Report, baseline: Baseline | undefined, { run, complete }: Evidence): Report {
  if (baseline === undefined) return report
  const found = compareWithBaseline(report, baseline, today())
  const whole = complete && run.only.length === 0 && run.skip.length === 0
  const problems = whole ? found.problems : found.problems.filter(({ kind }) => kind === 'expired')
  return { ...report, baseline: { ...found, problems } }
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
