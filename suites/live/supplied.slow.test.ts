import { expect, it } from 'vitest'
import { linesOf, runSupplied } from './testing/engine.ts'

// Closed registration, clients made by hand, and a refresh token, a software statement and resources from an operator.
it('the reference server is found conformant with all that an operator can supply', async () => {
  const { report } = await runSupplied('rfc')
  expect(linesOf(report, 'fail', 'inconclusive', 'error')).toEqual([])
  expect(report.conclusion).toBe('conformant')
})
