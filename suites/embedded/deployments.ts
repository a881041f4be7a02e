import { targetFromUrl } from '../load/target-url.ts'
import { embeddedName, type Target } from '../model/target.ts'
import type { Deployment } from '../prove/answers/deployment.ts'
import type { Embedded } from '../run/open-target.ts'
import { embed } from './embedded.ts'

const full = (name: string, profile: string, options: Parameters<typeof embed>[2] = {}): Deployment => ({
  name,
  profile,
  only: [],
  start: () => embed('full', profile, options),
})

/**
 * The conformant servers whose answers `grantcheck prove --answers` changes: every profile, tokens as JWTs and opaque, clients that register and clients that an operator has made,
 * DPoP, client assertions and mutual TLS. What one shows, the next ones need not show again, so the widest come first.
 */
export const deployments: readonly Deployment[] = [
  full('rfc', 'rfc'),
  full('rfc, made by an operator', 'rfc', { supplied: true }),
  full('rfc, https', 'rfc', { https: true }),
  { name: 'rfc, opaque tokens', profile: 'rfc', only: [], start: startOpaque },
  {
    name: 'rfc, DPoP nonces',
    profile: 'rfc',
    only: ['dpop/*', 'refresh/*', 'http/*', 'token/*', 'jwt/*', 'registration/response'],
    start: startNonces,
  },
  {
    name: 'rfc, JWT grant',
    profile: 'rfc',
    only: ['assertion/*', 'http/*', 'token/*', 'jwt/*', 'registration/response'],
    start: startGrant,
  },
  full('oauth-2.1', 'oauth-2.1'),
  full('oidc', 'oidc'),
  full('mcp', 'mcp'),
  full('fapi2', 'fapi2'),
  full('id-jag', 'id-jag'),
  { name: 'smart-backend', profile: 'smart-backend', only: [], start: () => embed('smart', 'smart-backend') },
  {
    name: 'unstored-tokens',
    profile: 'unstored-tokens',
    only: [],
    start: () => embed('airlock', 'unstored-tokens', { named: true }),
  },
  { name: 'airlock-iam', profile: 'airlock-iam', only: [], start: () => embed('airlock', 'airlock-iam') },
]

async function startOpaque(): Promise<Embedded> {
  const { startFreedoms } = await import('../../fixtures/freedoms/index.ts')
  const { opaqueFreedoms } = await import('../../fixtures/freedoms/opaque.ts')
  const server = await startFreedoms(opaqueFreedoms.slice(0, 1))
  return { target: targetOf(server), close: server.close }
}

async function startNonces(): Promise<Embedded> {
  const { startDpop } = await import('../../fixtures/freedoms/deployments/dpop.ts')
  const server = await startDpop()
  return { target: targetOf(server), close: server.close }
}

async function startGrant(): Promise<Embedded> {
  const { startJwtGrant } = await import('../../fixtures/freedoms/deployments/jwt-grant.ts')
  const server = await startJwtGrant()
  return { target: targetOf(server), close: server.close }
}

const targetOf = ({ issuer, resource }: { issuer: string; resource: string }): Target => ({
  ...targetFromUrl(issuer),
  named: embeddedName,
  scope: 'read write',
  parameters: { propagationSeconds: 0, expiryWaitSeconds: 4, keyRotationSeconds: 20, ownTokensVisible: true },
  endpoints: { resource },
  resourceCheck: 'online',
})
