import { afterAll, assert, expect, it, onTestFinished } from 'vitest'
import { mutants, startMutant } from '../../fixtures/mutants/index.ts'
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

it('a document that discovery has fetched is asked for once more, where a check on every answer has found it wrong', async () => {
  const mutant = mutants.find(({ id }) => id === 'keys-dated-a-year-ago')
  assert(mutant)
  const faulty = await startMutant(mutant)
  onTestFinished(faulty.close)
  const { evidence, report } = await run(options({ target: faulty.issuer, only: ['http/fields', 'jwks/document'] }))
  expect(evidence.again?.map(({ id }) => id)).toEqual(['jwks/document', 'http/fields'])
  expect(report.totals).toMatchObject({ fail: 0, warn: 1, inconclusive: 0 })
})
