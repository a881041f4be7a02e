import { describe, expect, it } from 'vitest'
import { recordedReport } from '../live/testing/recordings.ts'
import type { Report } from '../model/report.ts'
import type { CheckReport, VerdictKind } from '../model/verdict.ts'
import { compareReports } from './compare.ts'

const report = await recordedReport('oidc-provider-opaque-9.13.3/rfc.json.gz')
const checks = report.scenarios.flatMap((scenario) => scenario.checks)
const one = (verdict: VerdictKind): CheckReport => {
  const found = checks.find((check) => check.verdict === verdict)
  if (found === undefined) throw new Error(`the recording has no ${verdict}`)
  return found
}

/** The same report with one check changed, or taken away. */
function altered(id: string, verdict: VerdictKind | undefined): Report {
  const scenarios = report.scenarios.map((scenario) => ({
    ...scenario,
    checks: scenario.checks.flatMap((check) =>
      check.id !== id ? [check] : verdict === undefined ? [] : [{ ...check, verdict }],
    ),
  }))
  return { ...report, scenarios }
}

const kindsOf = (before: Report, after: Report) =>
  Object.entries(compareReports(before, after)).flatMap(([kind, changes]) =>
    Array.isArray(changes) && changes.length > 0 ? [kind] : [],
  )

describe('compareReports', () => {
  it('a report is the same as itself', () => {
    expect(kindsOf(report, report)).toEqual([])
    expect(compareReports(report, report).same).toBe(checks.length)
  })

  it.each([
    ['pass', 'fail', 'worse'],
    ['pass', 'warn', 'worse'],
    ['pass', 'inconclusive', 'worse'],
    ['warn', 'fail', 'worse'],
    ['fail', 'pass', 'better'],
    ['fail', 'inconclusive', 'other'],
    ['warn', 'pass', 'better'],
    ['not-applicable', 'fail', 'worse'],
    ['not-applicable', 'pass', 'other'],
    ['pass', 'not-applicable', 'other'],
    ['pass', undefined, 'worse'],
    ['fail', undefined, 'worse'],
    ['not-applicable', undefined, 'gone'],
  ] as const)('%s, then %s: %s', (before, after, kind) => {
    const { id } = one(before)
    expect(kindsOf(report, altered(id, after))).toEqual([kind])
  })

  it('what another version of the profile does not have is gone, and no worse', () => {
    const other: Report = { ...altered(one('pass').id, undefined), profile: { ...report.profile, version: '9.9' } }
    expect(kindsOf(report, other)).toEqual(['gone'])
  })

  it('says when most of what was decided has vanished', () => {
    const few: Report = { ...report, scenarios: report.scenarios.slice(0, 3) }
    expect(compareReports(report, few).vanished).toBe(true)
    expect(compareReports(report, altered(one('pass').id, undefined)).vanished).toBe(false)
    expect(compareReports(few, report).vanished).toBe(false)
  })

  it('what could not be decided, and passes now, is better', () => {
    expect(kindsOf(altered(one('pass').id, 'inconclusive'), report)).toEqual(['better'])
  })

  it('a new check is worse when it fails', () => {
    expect(kindsOf(altered(one('pass').id, undefined), report)).toEqual(['added'])
    expect(kindsOf(altered(one('fail').id, undefined), report)).toEqual(['worse'])
  })

  it('tells what was and is, and what was seen', () => {
    const { id, requirement } = one('fail')
    const [change] = compareReports(altered(id, 'pass'), report).worse
    expect(change).toMatchObject({ id, requirement, before: 'pass', after: 'fail', because: one('fail').observed })
  })

  it('a limitation that is violated now is worse', () => {
    const limitation = {
      id: 'refresh',
      title: '',
      outcome: 'upheld',
      because: '',
      rfc: 'ok',
      probes: [],
      findings: [],
    } as const
    const before: Report = { ...report, limitations: [limitation] }
    const after: Report = { ...report, limitations: [{ ...limitation, outcome: 'violated' }] }
    expect(compareReports(before, after).worse.map(({ id }) => id)).toEqual(['limitation refresh'])
  })
})
