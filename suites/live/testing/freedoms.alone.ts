import { expect, it } from 'vitest'
import { freedoms } from '../../../fixtures/freedoms/index.ts'
import { onFreedoms, saidAgainst, warnedOf } from './freedom-runs.ts'

// Each freedom alone: `npm run freedoms`. A run waits for tokens to expire most of its time, so two go at once, each against a server of its own.

it.concurrent.each(freedoms.map((freedom) => [freedom.id, freedom] as const))('%s', async (_id, freedom) => {
  const report = await onFreedoms([freedom])
  expect(saidAgainst(report)).toEqual([])
  expect(warnedOf(report)).toEqual([...(freedom.against ?? [])].sort())
  expect(report.conclusion).toBe('conformant')
})
