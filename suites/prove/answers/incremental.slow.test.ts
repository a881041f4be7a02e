import { describe, expect, it } from 'vitest'
import { isViolation } from '../../judge/violation.ts'
import { judgedRun } from './testing.ts'
import { sampleOf, violatesWhole } from './testing-whole.ts'

describe('judging again only what reads the changed answer sees what judging the whole sees', () => {
  it.each([
    ['airlock-iam', 0.02],
    ['rfc', 0.0015],
    ['fapi2', 0.05],
  ])('%s', async (name, share) => {
    const run = await judgedRun(name)
    const checks = run.judged.judgement.scenarios.flatMap((each) => each.checks)
    expect(checks.filter(({ verdict }) => isViolation(verdict)).map(({ id }) => id)).toEqual([])
    const sample = sampleOf(run, share, name)
    const differing = sample.filter(
      (mutation) => (run.judged.effectOf(mutation).violated !== undefined) !== violatesWhole(run, mutation),
    )
    expect(sample.length).toBeGreaterThan(50)
    expect(differing.map(({ place, change }) => `${place} ${change}`)).toEqual([])
  })
})
