import { afterAll, describe, expect, it } from 'vitest'
import { startOidcProvider } from '../fixtures/peers/oidc-provider/start.ts'
import { linesOf, runAgainst, targetOf } from './testing/engine.ts'

// A real server: every fail and warn below was read one by one, with the exchange that proves it; a new one needs the same reading.
describe.each(['jwt', 'opaque'] as const)('oidc-provider, %s access tokens', async (format) => {
  const peer = await startOidcProvider(format)
  afterAll(() => peer.close())
  const { report, evidence } = await runAgainst('rfc', targetOf({ issuer: peer.issuer, scope: 'read' }))

  it('is judged whole', () => {
    expect(evidence.complete).toBe(true)
    expect(report.totals.pass).toBeGreaterThan(100)
    expect(report.totals.error).toBe(0)
  })

  it('has these failures and no others', () => {
    expect(linesOf(report, 'fail')).toMatchInlineSnapshot()
  })

  it('has these warnings and no others', () => {
    expect(linesOf(report, 'warn')).toMatchInlineSnapshot()
  })

  it('leaves nothing undecided', () => {
    expect(linesOf(report, 'inconclusive', 'error')).toMatchInlineSnapshot()
  })
})
