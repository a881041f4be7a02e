import { startDpop } from '../../../fixtures/freedoms/deployments/dpop.ts'
import { startJwtGrant } from '../../../fixtures/freedoms/deployments/jwt-grant.ts'
import { startSparse } from '../../../fixtures/freedoms/deployments/sparse.ts'
import { freedoms } from '../../../fixtures/freedoms/index.ts'
import { startOidcProvider } from '../../../fixtures/peers/oidc-provider/start.ts'
import { demandsHint } from '../../../fixtures/wild/gate.ts'
import type { JudgedServer } from '../../../scripts/pages/coverage-page.ts'
import { grantsOf } from '../../embedded/embedded.ts'
import type { Report } from '../../model/report.ts'
import { startReferenceServer } from '../../reference-server/index.ts'
import { rulesOf } from '../../reference-server/rules.ts'
import { type Ran, runAgainst, runEmbedded, runSupplied, specs, targetOf } from './engine.ts'
import { onFreedoms } from './freedom-runs.ts'
import { profileRuns } from './profile-runs.ts'
import { recordedReport } from './recordings.ts'

/** Tiers of the catalogue in which every row needs a check or a reason. */
const finishedTiers: readonly string[] = ['core', 'extension', 'profile']

export const rowsToCover = Object.values(specs.requirements).filter(({ tier }) => finishedTiers.includes(tier))

/** The live servers whose runs say what is exercised: the reference server in its modes and deployments, and a real one. */
export async function coverageRuns(): Promise<readonly JudgedServer[]> {
  return [
    { name: 'reference (airlock)', report: (await runEmbedded('airlock-iam')).report },
    { name: 'reference (full)', report: (await runEmbedded('rfc')).report },
    { name: 'reference (full, supplied)', report: (await runSupplied('rfc')).report },
    { name: 'reference (full, https)', report: (await runEmbedded('rfc', { https: true })).report },
    { name: 'reference (sparse, https)', report: await onSparse() },
    { name: 'reference (short-lived tokens)', report: await onShortLived() },
    { name: 'reference (one trust domain)', report: await onTrustDomain() },
    ...(await profileRuns()),
    { name: 'reference (DPoP nonces)', report: (await onDpop()).report },
    { name: 'reference (JWT grant)', report: await onJwtGrant() },
    { name: 'reference (demands a hint)', report: await onHint() },
    { name: 'reference (RSA certificate, HSTS)', report: await onTls() },
    await onPeer('jwt'),
    await onPeer('opaque'),
    // Registers any URL as jwks_uri, and refuses at use what it does not read.
    { name: 'Keycloak (recorded)', report: await recordedReport('keycloak-26.7.3/rfc.json.gz') },
  ]
}

/** The rfc profile on the sparse deployment, reached by https. */
export async function onSparse(only: readonly string[] = []): Promise<Report> {
  const server = await startSparse()
  const target = targetOf({
    issuer: server.issuer,
    scope: 'read write',
    parameters: { propagationSeconds: 0 },
    endpoints: { resource: server.resource },
    resourceCheck: 'online',
    tls: server.tls ?? {},
  })
  return (await runAgainst('rfc', target, { only }).finally(server.close)).report
}

/** What only a server whose tokens expire during the run can show. */
async function onShortLived(): Promise<Report> {
  const server = await startReferenceServer({ mode: 'full', rules: { lifetime: () => 2 } })
  const target = targetOf({
    issuer: server.issuer,
    scope: 'read',
    parameters: { expiryWaitSeconds: 5 },
    ...(await grantsOf(server)),
  })
  const only = ['introspection/expired-token', 'exchange/expired']
  return (await runAgainst('rfc', target, { only }).finally(server.close)).report
}

/** What only a server shows whose clients exchange each other's tokens, and that issues refresh tokens by exchange. */
async function onTrustDomain(): Promise<Report> {
  const decided = ['exchange-in-one-trust-domain', 'exchange-refresh-token-on-request']
  const together = freedoms.filter(({ id }) => decided.includes(id))
  return onFreedoms(together, ['exchange/other-client', 'exchange/deleted-client', 'exchange/response'])
}

/** What only a server that wants nonces in DPoP proofs, and issues refresh tokens beside them, can show. */
export async function onDpop(): Promise<Ran> {
  const server = await startDpop()
  const target = targetOf({
    issuer: server.issuer,
    scope: 'read write',
    endpoints: { resource: `${server.baseUrl}/api/resource` },
  })
  return runAgainst('rfc', target, { only: ['dpop/*'] }).finally(server.close)
}

/** What only a server with the JWT authorization grant can show. */
export async function onJwtGrant(): Promise<Report> {
  const server = await startJwtGrant()
  const target = targetOf({ issuer: server.issuer, scope: 'read write' })
  return (await runAgainst('rfc', target, { only: ['assertion/jwt-grant'] }).finally(server.close)).report
}

/** What only a server that refuses an introspection request without a hint can show. */
async function onHint(): Promise<Report> {
  const server = await startReferenceServer({ mode: 'full', rules: demandsHint(rulesOf('full')) })
  const target = targetOf({ issuer: server.issuer, scope: 'read write' })
  return (await runAgainst('rfc', target, { only: ['introspection/hints'] }).finally(server.close)).report
}

/** What only a server shows whose certificate has an RSA key, and that wants to be reached by https alone. */
function onTls(): Promise<Report> {
  const decided = ['tls-rsa-certificate', 'tls-hsts']
  return onFreedoms(
    freedoms.filter(({ id }) => decided.includes(id)),
    ['tls/*'],
  )
}

async function onPeer(format: 'jwt' | 'opaque'): Promise<JudgedServer> {
  const peer = await startOidcProvider(format)
  const { report } = await runAgainst('rfc', targetOf({ issuer: peer.issuer, scope: 'read' })).finally(peer.close)
  return { name: `oidc-provider (${format})`, report }
}
