import { expect, it } from 'vitest'
import { startOidcProvider } from '../fixtures/peers/oidc-provider/start.ts'
import { coveragePage, type Judged } from './testing/coverage-page.ts'
import { runAgainst, runEmbedded, specs, targetOf } from './testing/engine.ts'

async function onPeer(format: 'jwt' | 'opaque'): Promise<Judged> {
  const peer = await startOidcProvider(format)
  const { report } = await runAgainst('rfc', targetOf({ issuer: peer.issuer, scope: 'read' })).finally(peer.close)
  return { name: `oidc-provider (${format})`, report }
}

it('docs/coverage.md tells what real runs decide ("npm run coverage" writes it anew)', async () => {
  const airlock = await runEmbedded('airlock-iam')
  const full = await runEmbedded('rfc')
  const judged = [
    { name: 'reference (airlock)', report: airlock.report },
    { name: 'reference (full)', report: full.report },
    await onPeer('jwt'),
    await onPeer('opaque'),
  ]
  await expect(coveragePage(specs, judged)).toMatchFileSnapshot('../docs/coverage.md')
}, 60_000)
