import { beforeAll, describe, expect, it } from 'vitest'
import { coveragePage, decidedIn, type JudgedServer } from '../../scripts/pages/coverage-page.ts'
import { coverageRuns, rowsToCover } from './testing/coverage-runs.ts'
import { specs } from './testing/engine.ts'

describe('what real runs decide', () => {
  let judged: readonly JudgedServer[] = []
  beforeAll(async () => {
    judged = await coverageRuns()
  })

  it('no row that is only cited, without a live server that shows it', () => {
    // A MAY is decided by servers that take the option; it is no fault of ours when none of them does.
    const bound = rowsToCover.filter(({ level }) => level !== 'MAY')
    const open = bound.filter(({ id, excluded }) => excluded === undefined && !decidedIn(judged, id))
    expect(open.map(({ id }) => id)).toEqual([])
  })

  it('at least 95 % of the core rows at MUST and SHOULD level are exercised', () => {
    const core = Object.values(specs.requirements).filter(({ tier, level }) => tier === 'core' && level !== 'MAY')
    const exercised = core.filter(({ id }) => decidedIn(judged, id))
    expect(exercised.length / core.length).toBeGreaterThanOrEqual(0.95)
  })

  it('docs/coverage.md tells it ("npm run coverage" writes it anew)', async () => {
    await expect(coveragePage(specs, judged)).toMatchFileSnapshot('../../docs/coverage.md')
  })
})
