import { describe, expect, it } from 'vitest'
import { freedoms } from '../../fixtures/freedoms/index.ts'
import { mutants, startMutant } from '../../fixtures/mutants/index.ts'
import { startNonServer } from '../../fixtures/non-servers/index.ts'
import { startOidcProvider } from '../../fixtures/peers/oidc-provider/start.ts'
import { unreviewed } from '../../scripts/pages/findings-page.ts'
import { reviewsOf } from '../../scripts/pages/reviews.ts'
import type { Report } from '../model/report.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { onDpop, onJwtGrant, onSparse } from './testing/coverage-runs.ts'
import { airlockTarget, linesOf, runAgainst, runEmbedded, runSupplied, specs, targetOf } from './testing/engine.ts'
import { grouped } from './testing/freedom-groups.ts'
import { onFreedoms } from './testing/freedom-runs.ts'

// One live run of each profile, and of each kind of server, for `npm test`. What the tests *.slow.test.ts beside this one run whole is run here as far
// as the kind differs from the others.

const wrong = (report: Report): readonly string[] => linesOf(report, 'fail', 'inconclusive', 'error')

function expectConformant(report: Report): void {
  expect(wrong(report)).toEqual([])
  expect(report.totals.pass).toBeGreaterThan(0)
  expect(report.conclusion).toBe('conformant')
}

/** Of a profile that stands on another one, what it adds; of rfc, what no other run of this file tries. */
const adds: Readonly<Record<string, readonly string[]>> = {
  rfc: ['http/*', 'jwks/*', 'jwt/*', 'lifecycle/*', 'management/*', 'resource/*', 'revocation/*'],
  'oauth-2.1': ['oauth-2.1/*'],
  oidc: ['oidc/*'],
  mcp: ['mcp/*'],
  'id-jag': ['id-jag/*'],
  'smart-backend': ['smart/*'],
}

async function judged(profile: string): Promise<Report> {
  if (profile !== 'unstored-tokens') return (await runEmbedded(profile, { only: adds[profile] ?? [] })).report
  // The reference server claims this one where it stores no tokens.
  const server = await startReferenceServer({ mode: 'airlock' })
  const target = targetOf({ ...airlockTarget(server.baseUrl, { resource: true }), issuer: server.issuer })
  return (await runAgainst(profile, target).finally(server.close)).report
}

describe('the reference server is conformant', () => {
  it.each(Object.keys(specs.profiles))('under the profile %s', async (profile) => {
    expectConformant(await judged(profile))
  })

  it('over https, with certificates', async () => {
    const { report } = await runEmbedded('rfc', { https: true, only: ['metadata/*', 'mtls/*'] })
    expectConformant(report)
    expect(report.scenarios.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^mtls\//u)]),
    )
  })

  it('with clients made by hand', async () => {
    expectConformant((await runSupplied('rfc', { only: ['refresh/*'] })).report)
  })

  it('where it leaves out and varies what the RFCs leave open', async () => {
    expectConformant(await onSparse(['metadata/*', 'registration/*']))
  })

  it('with nonces in DPoP proofs', async () => expectConformant((await onDpop()).report))

  it('with the JWT authorization grant', async () => expectConformant(await onJwtGrant()))

  it('with other choices where documents leave the choice', async () => {
    const [group = []] = grouped(freedoms)
    expect(wrong(await onFreedoms(group, ['token/response']))).toEqual([])
  })
})

it('a real server has no finding that nobody has read', async () => {
  const peer = await startOidcProvider('jwt')
  const { report, evidence } = await runAgainst('rfc', targetOf({ issuer: peer.issuer, scope: 'read' }), {
    only: ['token/*', 'introspection/*'],
  }).finally(peer.close)
  expect(linesOf(report, 'inconclusive', 'error')).toEqual([])
  expect(report.totals.pass).toBeGreaterThan(50)
  expect(unreviewed(reviewsOf('oidc-provider'), [{ profile: 'rfc', evidence, report }])).toEqual([])
})

it('a server with one rule broken fails', async () => {
  const mutant = mutants.find((each) => each.mode === 'airlock')
  if (mutant === undefined) throw new Error('there is no mutant')
  const server = await startMutant(mutant)
  const target = airlockTarget(server.baseUrl, { resource: true })
  const { report } = await runAgainst('airlock-iam', target).finally(server.close)
  expect(report.conclusion).toBe('nonconformant')
  expect(report.requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toContain(mutant.breaks)
})

it.each(['always-500', 'closed-port'] as const)('%s is no server: nothing passes', async (kind) => {
  const server = await startNonServer(kind)
  const { report } = await runAgainst('rfc', targetOf({ issuer: server.url })).finally(server.close)
  expect(linesOf(report, 'pass', 'fail', 'error')).toEqual([])
  expect(report.conclusion).toBe('inconclusive')
})
