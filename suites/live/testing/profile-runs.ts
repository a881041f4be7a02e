import { startCertificates } from '../../../fixtures/freedoms/deployments/certificates.ts'
import { freedoms } from '../../../fixtures/freedoms/index.ts'
import type { JudgedServer } from '../../../scripts/pages/coverage-page.ts'
import { smartTarget } from '../../embedded/embedded.ts'
import type { Report } from '../../model/report.ts'
import { startReferenceServer } from '../../reference-server/index.ts'
import { rulesOf } from '../../reference-server/rules.ts'
import { runAgainst, runEmbedded, runSupplied, targetOf } from './engine.ts'
import { onFreedoms } from './freedom-runs.ts'

/** The reference server as one that claims a profile, judged by it. */
export async function profileRuns(): Promise<readonly JudgedServer[]> {
  const before = { set: ['revision=2025-06-18'], only: ['mcp/*'] }
  return [
    { name: 'reference (oauth-2.1)', report: (await runEmbedded('oauth-2.1')).report },
    { name: 'reference (oidc)', report: (await runEmbedded('oidc')).report },
    { name: 'reference (mcp)', report: (await runEmbedded('mcp')).report },
    { name: 'reference (id-jag)', report: (await runEmbedded('id-jag', { only: ['id-jag/*', 'grant/*'] })).report },
    await withResources('id-jag', 'id-jag/resource'),
    await withResources('mcp', 'mcp/*'),
    { name: 'reference (fapi2)', report: (await runEmbedded('fapi2')).report },
    { name: 'reference (mcp, 2025-06-18)', report: (await runEmbedded('mcp', before)).report },
    { name: 'reference (smart-backend)', report: (await runEmbedded('smart-backend')).report },
    { name: 'reference (smart-backend, by hand)', report: (await runSupplied('smart-backend')).report },
    { name: 'reference (smart-backend, people too)', report: await onPeopleToo() },
    { name: 'reference (smart-backend, short-lived tokens)', report: await onShortLivedSmart() },
    {
      name: 'reference (smart-backend, https)',
      report: (await runEmbedded('smart-backend', { https: true, only: ['smart/tls'] })).report,
    },
    await overHttps('oauth-2.1', 'oauth-2.1/metadata'),
    await overHttps('oidc', 'oidc/*'),
    await overHttps('mcp', 'mcp/*'),
    await overHttps('fapi2', 'fapi2/*'),
    { name: 'reference (fapi2, certificates)', report: await onCertificates() },
  ]
}

/** What only a server that is reached by https can show. */
async function overHttps(profile: string, scenarios: string): Promise<JudgedServer> {
  const server = await startReferenceServer({ mode: 'full', profile, https: true })
  const origins = [new URL(server.resource).origin]
  const target = targetOf({ issuer: server.issuer, tls: server.tls ?? {}, origins })
  const { report } = await runAgainst(profile, target, { only: [scenarios] }).finally(server.close)
  return { name: `reference (${profile}, https)`, report }
}

/** What only a server shows whose resources the target file names. */
async function withResources(profile: string, scenario: string): Promise<JudgedServer> {
  const { report } = await runSupplied(profile, { only: [scenario] })
  return { name: `reference (${profile}, supplied)`, report }
}

/** What only a FHIR server shows where people sign in too. */
async function onPeopleToo(): Promise<Report> {
  return onFreedoms(
    freedoms.filter(({ id }) => id === 'smart-people-too'),
    ['smart/discovery'],
  )
}

/** What only a FHIR server shows whose tokens expire during the run. */
async function onShortLivedSmart(): Promise<Report> {
  const server = await startReferenceServer({ mode: 'smart', rules: { ...rulesOf('smart'), lifetime: () => 2 } })
  const target = await smartTarget(server, false, false)
  return (await runAgainst('smart-backend', target, { only: ['smart/expired-token'] }).finally(server.close)).report
}

/** What only a FAPI server with certificates alone can show. */
async function onCertificates(): Promise<Report> {
  const server = await startCertificates()
  const target = targetOf({
    issuer: server.issuer,
    scope: 'read write',
    tls: server.tls ?? {},
    origins: [new URL(server.resource).origin],
  })
  return (await runAgainst('fapi2', target).finally(server.close)).report
}
