import { describe, expect, test } from 'vitest'
import { demandOf, extent, tally, toldFindings } from './findings.ts'
import { mixedRun } from './samples.ts'
import { check, finishedRun, scenario } from './testing.ts'

describe('toldFindings', () => {
  test('one entry per finding, one observation per answer, every check once', () => {
    const observed = { observed: 'status 302' }
    const rows = ['a', 'b', 'c'].map((row) =>
      scenario(`t/x[${row}]`, 'x', [check(`t/x[${row}]`, 'r', 'fail', row === 'c' ? observed : {})]),
    )
    const { report } = finishedRun({ scenarios: rows })
    const [only, ...none] = toldFindings(report)
    expect(none).toEqual([])
    expect(only?.requirements.map(({ id }) => id)).toEqual(['rfc6749.5.2.r'])
    expect(only?.observations.map(({ items, observed }) => [observed, items.map(({ id }) => id)])).toEqual([
      ['status 400', ['t/x[a]:probe:r', 't/x[b]:probe:r']],
      ['status 302', ['t/x[c]:probe:r']],
    ])
  })

  test('a control of its own has no requirement and is still told', () => {
    const { requirement: _, level: __, ...own } = check('t/x', 'ok', 'fail')
    const { report } = finishedRun({ scenarios: [scenario('t/x', 'x', [own])] })
    expect(toldFindings(report)).toMatchObject([
      { finding: { id: 't/x:probe:ok' }, requirements: [], observations: [{ expected: 'status 401' }] },
    ])
  })

  test('a finding whose checks are not in the report is left out', () => {
    const { report } = mixedRun()
    const [finding] = report.findings
    expect(toldFindings({ ...report, findings: finding === undefined ? [] : [{ ...finding, checks: ['x'] }] })).toEqual(
      [],
    )
  })
})

describe('in words', () => {
  test('how many of which class', () => {
    const [finding] = mixedRun().report.findings
    if (finding === undefined) throw new Error('the sample has findings')
    expect(tally([])).toBe('')
    expect(tally([finding])).toBe('1 protocol')
    expect(tally([{ ...finding, class: 'form' }, finding, { ...finding, class: 'security' }])).toBe(
      '1 security, 1 protocol, 1 form',
    )
  })

  test('what a requirement asks, once', () => {
    const [one] = toldFindings(mixedRun().report)
    const [requirement] = one?.requirements ?? []
    if (one === undefined || requirement === undefined) throw new Error('the sample has findings')
    expect(demandOf(one.finding, requirement)).toBe('')
    expect(demandOf({ ...one.finding, title: 'A fault' }, requirement)).toBe(requirement.requirement)
  })

  test('how far it reaches', () => {
    const [finding] = mixedRun().report.findings
    if (finding === undefined) throw new Error('the sample has findings')
    expect(extent({ ...finding, checks: ['a'], severity: 'warn' })).toBe('1 check warned')
    expect(extent({ ...finding, checks: ['a', 'b'], blocks: ['c'] })).toBe(
      '2 checks failed, 1 more could not be decided because of it',
    )
  })
})
