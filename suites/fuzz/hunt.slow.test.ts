import { expect, it } from 'vitest'
import { embed } from '../embedded/embedded.ts'
import { loadShipped } from '../load/shipped.ts'
import { findProfile } from '../run/open-target.ts'
import { type FuzzResult, fuzz } from './fuzz.ts'

async function hunt(broken: string, runs: number, seed: number): Promise<FuzzResult> {
  const { specs, profile } = await findProfile('rfc', await loadShipped())
  const { target, close } = await embed('full', 'rfc', { broken })
  const opened = { specs, profile, target, ephemeral: true, close }
  return fuzz(opened, { seed, runs, shrinks: 20, run: {} }, new AbortController().signal).finally(close)
}

it('finds what a server does wrong, makes it small, and knows it again', async () => {
  const result = await hunt('management-without-token', 10, 23)
  expect(result.findings.map(({ requirement, operation, requests }) => [operation, requirement, requests])).toEqual([
    ['read_client', 'rfc7592.2.token-required', 2],
  ])
  expect([result.tried, result.undecided, result.unconfirmed, result.leftBehind]).toEqual([10, 0, 0, []])
  expect(result.findings[0]?.scenario).toContain('auth: none')
})
