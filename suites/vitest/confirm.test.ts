import { afterAll, expect, it } from 'vitest'
import { prepare, type RunOptions, run } from '../api/run.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { oneRun } from './one-run.ts'

/** Forgets no-store in every token response. */
const server = await startReferenceServer({ mode: 'full', rules: { sensitiveHeaders: () => ({ Pragma: 'no-cache' }) } })
afterAll(server.close)

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  target: server.issuer,
  profile: 'rfc',
  only: ['token/response'],
  timeout: 120_000,
  ...more,
})
const seenOnce = expect.stringContaining('nothing was run a second time')

it('the API runs what fails once more, unless it is told not to', async () => {
  const twice = await run(options())
  expect(twice.evidence.again?.map(({ id }) => id)).toEqual(['token/response'])
  expect(twice.report.run).toMatchObject({ confirmed: true })
  const once = await run(options({ confirm: false }))
  expect(once.evidence.again ?? []).toEqual([])
  expect(once.report).toMatchObject({ run: { confirmed: false }, notes: expect.arrayContaining([seenOnce]) })
  // One failed for the same reason as the other; only the attempts differ.
  expect(once.report.totals.fail).toBe(twice.report.totals.fail)
  expect(once.report.totals.fail).toBeGreaterThan(0)
})

it('so does a run in Vitest', async () => {
  const reported = async (more: Partial<RunOptions>) =>
    oneRun((await prepare(options(more))).start, undefined).result({ signal: new AbortController().signal })
  expect((await reported({ confirm: false })).report.notes).toEqual(expect.arrayContaining([seenOnce]))
  expect((await reported({})).report.notes).not.toEqual(expect.arrayContaining([seenOnce]))
})
