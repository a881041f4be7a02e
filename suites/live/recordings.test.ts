import { describe, expect, it } from 'vitest'
import { expectRecordedVerdicts } from './testing/recorded-verdicts.ts'
import { newest, recordings } from './testing/recordings.ts'

// The others are judged by recordings.slow.test.ts.
describe('the newest version of each server on record', () => {
  it('is one of many', () => {
    expect(newest.length).toBeGreaterThan(2)
    expect(recordings.length).toBeGreaterThan(newest.length)
  })

  it.each(newest)('%s', expectRecordedVerdicts)
})
