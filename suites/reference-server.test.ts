import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startReferenceServer } from '../fixtures/reference-server/index.ts'
import { grantcheck } from './vitest/index.ts'

// The reference server, judged the way a team judges its own: a target file, one line, one test per check.
const airlock = await startReferenceServer({ mode: 'airlock' })
const full = await startReferenceServer({ mode: 'full' })
afterAll(async () => {
  await airlock.close()
  await full.close()
})

const target = join(mkdtempSync(join(tmpdir(), 'grantcheck-')), 'target.yaml')
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
