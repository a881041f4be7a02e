import { describe, expect, test } from 'vitest'
import { causesOf, itemsOf } from './causes.ts'
import { mixedRun } from './samples.ts'
import { check, finishedRun, scenario } from './testing.ts'

describe('causesOf', () => {
  test('identical reasons are one cause', () => {
    expect(causesOf(mixedRun().report, 'inconclusive').map(({ items }) => items.length)).toEqual([2])
  })

  test('what a finding blocks is no reason of its own', () => {
    const row = scenario('t/x', 'x', [check('t/x', 'a', 'fail'), check('t/x', 'b', 'inconclusive')])
    const { report } = finishedRun({ scenarios: [row] })
    const findings = report.findings.map((finding) => ({ ...finding, blocks: ['t/x:probe:b'] }))
    expect(causesOf(report, 'inconclusive')).toHaveLength(1)
    expect(causesOf({ ...report, findings }, 'inconclusive')).toEqual([])
  })

  test('a row that was never begun is an item of its own', () => {
    const row = scenario('t/x', 'x', [], { verdict: 'inconclusive', because: 'no client' })
    const { report } = finishedRun({ scenarios: [row] })
    expect(causesOf(report, 'inconclusive')).toMatchObject([{ because: 'no client', items: [{ id: 't/x' }] }])
    expect(itemsOf(report, 'error')).toEqual([])
  })
})
