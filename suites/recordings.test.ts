import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readEvidence } from './load/evidence.ts'
import type { Report } from './model/report.ts'
import { judgeEvidence } from './session/judge-evidence.ts'
import { findProfile } from './session/open-target.ts'
import { specs } from './testing/engine.ts'

// Real servers on record, judged again without them. The verdicts beside each recording were read by a person: a change in them is a change in this file's
// snapshot, which somebody has to accept ("npx vitest run suites/recordings.test.ts --update").
const folder = new URL('../fixtures/recordings/', import.meta.url)
const recordings = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.json.gz'))
  .sort()

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
    const evidence = readEvidence(gunzipSync(readFileSync(new URL(path, folder))).toString('utf8'), path)
    const { specs: all, profile } = await findProfile(evidence.profile.id, specs)
    const report = await judgeEvidence(all, profile, evidence)
    const beside = new URL(path.replace(/\.json\.gz$/u, '.verdicts'), folder)
    await expect(verdictsOf(report)).toMatchFileSnapshot(beside.pathname)
    expect(existsSync(beside)).toBe(true)
  })
})
