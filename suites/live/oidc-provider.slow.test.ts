import { afterAll, describe, expect, it } from 'vitest'
import { startOidcProvider } from '../../fixtures/peers/oidc-provider/start.ts'
import { unreviewed } from '../../scripts/pages/findings-page.ts'
import { reviewsOf } from '../../scripts/pages/reviews.ts'
import { linesOf, runAgainst, targetOf } from './testing/engine.ts'

// A real server, live: what it fails and warns of was read one by one (fixtures/peers/oidc-provider/review.yaml); a new finding needs the same reading.
describe.each(['jwt', 'opaque'] as const)('oidc-provider, %s access tokens', async (format) => {
  const peer = await startOidcProvider(format)
  afterAll(() => peer.close())
  const { report, evidence } = await runAgainst('rfc', targetOf({ issuer: peer.issuer, scope: 'read' }))

  it('is judged whole', () => {
    expect(evidence.complete).toBe(true)
    expect(report.totals.pass).toBeGreaterThan(500)
    expect(report.totals.error).toBe(0)
  })

  it('has no finding that nobody has read', () => {
    expect(report.totals.fail).toBeGreaterThan(0)
    expect(unreviewed(reviewsOf('oidc-provider'), [{ profile: 'rfc', evidence, report }])).toEqual([])
  })

  it('leaves nothing undecided', () => {
    expect(linesOf(report, 'inconclusive', 'error')).toEqual([])
  })
})
