import { expect, it, onTestFinished } from 'vitest'
import { startNonServer } from '../../fixtures/non-servers/index.ts'
import { loadShipped } from '../load/shipped.ts'
import { openTarget } from './open-target.ts'
import { runProfile } from './run-profile.ts'

/** What a run tells of a server that never answers: the limit that ended the wait. */
async function waits(limits: { timeoutMs?: number }, timeout?: number): Promise<string | undefined> {
  const server = await startNonServer('hangs')
  onTestFinished(() => server.close())
  const opened = await openTarget({ target: server.url, profile: 'rfc', set: [] }, await loadShipped(), { env: {} })
  const choices = { only: [], skip: [], ...(timeout === undefined ? {} : { timeout }) }
  const target = { ...opened.target, limits }
  const { facts } = await runProfile({ ...opened, target }, choices, new AbortController().signal)
  return facts.blocker
}

it('--timeout beats the limit of the target file', async () => {
  expect(await waits({ timeoutMs: 600_000 }, 40)).toContain('within 0.04 s')
})

it('without --timeout the limit of the target file counts', async () => {
  expect(await waits({ timeoutMs: 50 })).toContain('within 0.05 s')
})
