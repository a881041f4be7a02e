import { startCertificates } from '../../../fixtures/freedoms/deployments/certificates.ts'
import type { JudgedServer } from '../../../scripts/pages/coverage-page.ts'
import type { Report } from '../../model/report.ts'
import { startReferenceServer } from '../../reference-server/index.ts'
import { runAgainst, runEmbedded, runSupplied, targetOf } from './engine.ts'

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
  const target = targetOf({ issuer: server.issuer, tls: server.tls ?? {} })
  const { report } = await runAgainst(profile, target, { only: [scenarios] }).finally(server.close)
  return { name: `reference (${profile}, https)`, report }
}

/** What only a server shows whose resources the target file names. */
async function withResources(profile: string, scenario: string): Promise<JudgedServer> {
  const { report } = await runSupplied(profile, { only: [scenario] })
  return { name: `reference (${profile}, supplied)`, report }
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
