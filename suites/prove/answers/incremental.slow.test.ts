import { describe, expect, it } from 'vitest'
import { judgedRun } from './testing.ts'
import { sampleOf, violatesWhole } from './testing-whole.ts'

describe('judging again only what reads the changed answer sees what judging the whole sees', () => {
  it.each(['rfc', 'fapi2'])('%s', async (name) => {
    const run = await judgedRun(name)
    const sample = sampleOf(run, name === 'rfc' ? 0.005 : 0.05, name)
    const differing = sample.filter(
      (mutation) => (run.judged.effectOf(mutation).violated !== undefined) !== violatesWhole(run, mutation),
    )
    expect(sample.length).toBeGreaterThan(50)
    expect(differing.map(({ place, change }) => `${place} ${change}`)).toEqual([])
  })
})
