import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startReferenceServer } from '../reference-server/index.ts'
import { grantcheck } from '../vitest/index.ts'

// The reference server, judged the way a team judges its own: a target file, one line, one test per check.
const airlock = await startReferenceServer({ mode: 'airlock' })
const full = await startReferenceServer({ mode: 'full' })
afterAll(async () => {
  await airlock.close()
  await full.close()
})

const folder = mkdtempSync(join(tmpdir(), 'grantcheck-'))
const target = join(folder, 'target.yaml')
writeFileSync(
  target,
  [
    `baseUrl: ${airlock.baseUrl}`,
    'profile: airlock-iam',
    'parameters: { propagationSeconds: 0 }',
    `endpoints: { resource: "${airlock.baseUrl}/api/resource" }`,
    'resourceCheck: online',
    '',
  ].join('\n'),
)

await grantcheck({ target })
await grantcheck({ target: full.issuer, profile: 'rfc', only: ['metadata/*', 'jwks/*', 'registration/*'] })

// Each profile judges a server that claims it, by what the profile adds. The whole profiles run in profiles.test.ts.
for (const profile of ['oauth-2.1', 'oidc', 'mcp', 'fapi2']) {
  const server = await startReferenceServer({ mode: 'full', profile })
  afterAll(server.close)
  const file = join(folder, `${profile}.yaml`)
  writeFileSync(
    file,
    [
      `issuer: ${server.issuer}`,
      `profile: ${profile}`,
      'scope: read write',
      `endpoints: { resource: "${server.baseUrl}/api/resource" }`,
      '',
    ].join('\n'),
  )
  await grantcheck({ target: file, only: [`${profile}/*`] })
}
