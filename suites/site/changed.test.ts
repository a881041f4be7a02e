import { describe, expect, it } from 'vitest'
import { check, finishedRun, limitation, scenario } from '../../reports/testing.ts'
import { compareReports } from '../compare/compare.ts'
import type { Outcome } from '../model/limitation.ts'
import type { VerdictKind } from '../model/verdict.ts'
import { partsOf } from './changed.ts'

const report = (verdicts: readonly VerdictKind[], outcome: Outcome) =>
  finishedRun({
    scenarios: [
      scenario(
        'a/b',
        'x',
        verdicts.map((verdict, index) => check('a/b', `c${index}`, verdict)),
      ),
    ],
    limitations: [limitation({ id: 'revocation', outcome })],
  }).report

describe('what changed between two versions', () => {
  const before: readonly VerdictKind[] = ['pass', 'fail', 'not-applicable', 'pass', 'inconclusive', 'pass', 'warn']
  const after: readonly VerdictKind[] = ['fail', 'pass', 'fail', 'inconclusive', 'fail', 'not-applicable', 'warn']
  const { worse, better, offered, undecided, other, limitations, same } = partsOf(
    compareReports(report(before, 'upheld'), report(after, 'violated')),
  )
  const told = (groups: typeof worse): readonly string[] => groups.map((each) => `${each.before} -> ${each.after}`)

  it('only what held before is worse', () => expect(told(worse)).toEqual(['pass -> fail']))
  it('what fails no more is better', () => expect(told(better)).toEqual(['fail -> pass']))
  it('what is newly offered and fails is neither', () => expect(told(offered)).toEqual(['not-applicable -> fail']))
  it('what one of the two could not decide is neither', () =>
    expect(told(undecided)).toEqual(['pass -> inconclusive', 'inconclusive -> fail']))
  it('what applies no longer is neither', () => expect(told(other)).toEqual(['pass -> not-applicable']))
  it('that an operation works now is neither', () =>
    expect(limitations).toMatchObject([{ id: 'limitation revocation', before: 'upheld', after: 'violated' }]))
  it('the rest is counted', () => expect(same).toBe(1))
})
