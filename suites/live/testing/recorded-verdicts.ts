import { existsSync } from 'node:fs'
import { expect } from 'vitest'
import { verdictText } from '../../../scripts/peers/verdicts.mjs'
import { recordedReport, recordingsFolder } from './recordings.ts'

/**
 * A real server on record, judged again without it. The verdicts stand in a file of the same name and were read by a person: a change in them is a change of this snapshot, which
 * somebody has to accept ("npx vitest run suites/live/recordings --update"). Verdicts that nobody has read yet are written, and fail once.
 */
export async function expectRecordedVerdicts(path: string): Promise<void> {
  const report = await recordedReport(path)
  const verdicts = new URL(path.replace(/\.json\.gz$/u, '.verdicts'), recordingsFolder)
  const isNew = !existsSync(verdicts)
  await expect(verdictText(report)).toMatchFileSnapshot(verdicts.pathname)
  expect(isNew, `${verdicts.pathname} was not there and is written now. Read it, and run this once more`).toBe(false)
}
