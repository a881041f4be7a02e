import { describe, expect, it } from 'vitest'
import { isViolation } from '../../judge/violation.ts'
import { judgedRun } from './testing.ts'
import { sampleOf, violatesWhole } from './testing-whole.ts'

const run = await judgedRun('airlock-iam')

describe('judging again only what reads the changed answer', () => {
  it('starts from evidence that violates nothing', () => {
    const checks = run.judged.judgement.scenarios.flatMap((each) => each.checks)
    expect(checks.filter(({ verdict }) => isViolation(verdict)).map(({ id }) => id)).toEqual([])
    expect(checks.filter(({ verdict }) => verdict.kind === 'pass').length).toBeGreaterThan(50)
  })

  it('sees what judging the whole sees', () => {
    const sample = sampleOf(run, 0.02, 'airlock')
    const differing = sample.filter(
      (mutation) => (run.judged.effectOf(mutation).violated !== undefined) !== violatesWhole(run, mutation),
    )
    expect(sample.length).toBeGreaterThan(50)
    expect(differing.map(({ place, change }) => `${place} ${change}`)).toEqual([])
  })
})
