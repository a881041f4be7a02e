import { beforeAll, describe, expect, it } from 'vitest'
import { linesOf, type Ran, runEmbedded } from './testing/engine.ts'

describe('the reference server over https, with mutual TLS', () => {
  let ran: Ran
  beforeAll(async () => {
    ran = await runEmbedded('rfc', { https: true })
  })

  it('conforms', () => {
    expect(linesOf(ran.report, 'fail', 'warn', 'inconclusive', 'error')).toEqual([])
    expect(ran.report.conclusion).toBe('conformant')
  })
})
