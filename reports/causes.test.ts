import { describe, expect, test } from 'vitest'
import { causesOf, itemsOf, violationsOf } from './causes.ts'
import { mixedRun } from './samples.ts'
import { check, finishedRun, scenario } from './testing.ts'

describe('violationsOf', () => {
  test('one entry per requirement, one finding per observation, every check once', () => {
    const observed = { observed: 'status 302' }
    const rows = ['a', 'b', 'c'].map((row) =>
      scenario(`t/x[${row}]`, 'x', [check(`t/x[${row}]`, 'r', 'fail', row === 'c' ? observed : {})]),
    )
    const { report } = finishedRun({ scenarios: rows })
    const [only, ...none] = violationsOf(report, 'fail')
    expect(none).toEqual([])
    expect(only?.findings.map(({ items, observed }) => [observed, items.map(({ id }) => id)])).toEqual([
      ['status 400', ['t/x[a]:probe:r', 't/x[b]:probe:r']],
      ['status 302', ['t/x[c]:probe:r']],
    ])
  })

  test('a control of its own has no requirement and is still told', () => {
    const { requirement: _, level: __, ...own } = check('t/x', 'ok', 'fail')
    const { report } = finishedRun({ scenarios: [scenario('t/x', 'x', [own])] })
    expect(violationsOf(report, 'fail')).toMatchObject([{ id: 't/x:probe:ok', findings: [{ expected: 'status 401' }] }])
  })
})

describe('causesOf', () => {
  test('identical reasons are one cause', () => {
    expect(causesOf(mixedRun().report, 'inconclusive').map(({ items }) => items.length)).toEqual([2])
  })

  test('a row that was never begun is an item of its own', () => {
    const row = scenario('t/x', 'x', [], { verdict: 'inconclusive', because: 'no client' })
    const { report } = finishedRun({ scenarios: [row] })
    expect(causesOf(report, 'inconclusive')).toMatchObject([{ because: 'no client', items: [{ id: 't/x' }] }])
    expect(itemsOf(report, 'error')).toEqual([])
  })
})
