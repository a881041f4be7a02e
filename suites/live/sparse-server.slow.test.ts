import { expect, it } from 'vitest'
import { onSparse } from './testing/coverage-runs.ts'
import { linesOf } from './testing/engine.ts'

it('the reference server that leaves out and varies what the RFCs leave open, over https: no false alarm', async () => {
  const report = await onSparse()
  expect(linesOf(report, 'fail', 'error', 'inconclusive')).toEqual([])
  expect(report.conclusion).toBe('conformant')
})
