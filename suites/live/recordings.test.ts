import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verdictText } from '../../scripts/peers/verdicts.mjs'
import { recordedReport, recordings, recordingsFolder } from './testing/recordings.ts'

// Real servers on record, judged again without them. The verdicts beside each recording were read by a person: a change in them is a change in this file's
// snapshot, which somebody has to accept ("npx vitest run suites/live/recordings.test.ts --update").

describe('servers on record', () => {
  it('are there', () => expect(recordings.length).toBeGreaterThan(2))

  it.each(recordings)('%s', async (path) => {
    const report = await recordedReport(path)
    const beside = new URL(path.replace(/\.json\.gz$/u, '.verdicts'), recordingsFolder)
    await expect(verdictText(report)).toMatchFileSnapshot(beside.pathname)
    expect(existsSync(beside)).toBe(true)
  })
})
