import { describe, expect, it } from 'vitest'
import { recordedText, recordings } from '../live/testing/recordings.ts'
import { faultsOf, made, vendor } from './testing.ts'

/** All were recorded with the scenarios of today, which is what a certificate is for. Whoever adds a step records them again. */
describe('every real server on record', () => {
  it.each(recordings)('%s: its bundle verifies', async (path) => {
    const of = await made({ evidence: { path, text: recordedText(path) } })
    expect(await faultsOf(of, { key: vendor.open })).toEqual([])
  })
})
