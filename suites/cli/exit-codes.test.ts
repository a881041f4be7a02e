import { expect, it } from 'vitest'
import { reasonOf } from '../../reports/claim.ts'
import { recordedReport } from '../live/testing/recordings.ts'
import type { Report } from '../model/report.ts'
import { exitCodeOf, stricterBy } from './exit-codes.ts'

const recorded = await recordedReport('node-oauth-5.3.0/rfc.json.gz')
const report: Report = { ...recorded, conclusion: 'conformant', because: 'all passed and none failed' }
const warned = report.scenarios.flatMap(({ checks }) => checks).filter(({ verdict }) => verdict === 'warn')

const knows = (covers: readonly string[]): Report => ({
  ...report,
  baseline: {
    file: 'b.yaml',
    known: [
      {
        entry: 'x',
        reason: 'r',
        owner: 'o',
        reviewBy: '2099-01-01',
        covers,
        at: { file: 'b.yaml', line: 1, column: 1 },
      },
    ],
    unlisted: [],
    problems: [],
  },
})

it('the reason says why --fail-on makes the exit code stricter than the conclusion', () => {
  expect(exitCodeOf(report, 'fail')).toBe(0)
  expect(exitCodeOf(report, 'warn')).toBe(1)
  const stricter = stricterBy(report, 'warn')?.because ?? ''
  expect(stricter).toBe(`exit code 1, since --fail-on warn counts ${warned.length} warnings`)
  expect(reasonOf({ ...report, stricter })).toBe(`all passed and none failed; ${stricter}`)
})

it('a warning that the baseline knows is forgiven, another is not', () => {
  const [first, ...others] = warned.map(({ id }) => id)
  expect(others.length).toBeGreaterThan(0)
  expect(exitCodeOf(knows(warned.map(({ id }) => id)), 'warn')).toBe(0)
  expect(exitCodeOf(knows(first === undefined ? [] : [first]), 'warn')).toBe(1)
})
