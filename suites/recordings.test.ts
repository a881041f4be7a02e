import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Report } from './model/report.ts'
import { recordedReport, recordings, recordingsFolder } from './testing/recordings.ts'

// Real servers on record, judged again without them. The verdicts beside each recording were read by a person: a change in them is a change in this file's
// snapshot, which somebody has to accept ("npx vitest run suites/recordings.test.ts --update").

/** One line for everything that somebody has to look at, and the counts. */
function verdictsOf(report: Report): string {
  const checks = report.scenarios.flatMap((scenario) => scenario.checks)
  const lines = checks
    .filter((check) => ['fail', 'warn', 'inconclusive', 'error'].includes(check.verdict))
    .map((check) =>
      [
        check.verdict,
        check.id,
        `(${check.requirement})`,
        check.observed === undefined ? '' : `: expected ${check.expected}, observed ${check.observed}`,
        check.because === undefined ? '' : `: ${check.because}`,
      ].join(' '),
    )
  const limitations = report.limitations.map(
    (each) => `limitation ${each.id}: ${each.outcome} ${each.grade ?? ''}: ${each.because}`,
  )
  return [
    `${report.conclusion}: ${report.because}`,
    `profile ${report.profile.id} ${report.profile.version}`,
    JSON.stringify(report.totals),
    ...limitations,
    ...report.notes,
    '',
    ...lines,
    '',
  ].join('\n')
}

describe('servers on record', () => {
  it('are there', () => expect(recordings.length).toBeGreaterThan(2))

  it.each(recordings)('%s', async (path) => {
    const report = await recordedReport(path)
    const beside = new URL(path.replace(/\.json\.gz$/u, '.verdicts'), recordingsFolder)
    await expect(verdictsOf(report)).toMatchFileSnapshot(beside.pathname)
    expect(existsSync(beside)).toBe(true)
  })
})
