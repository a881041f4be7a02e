import { expect, it } from 'vitest'
import { runEmbedded, runSupplied } from '../live/testing/engine.ts'
import type { Evidence } from '../model/evidence.ts'
import { packageVersion } from '../run/version.ts'
import { replayed } from './replayed.ts'

it.each([
  ['rfc', 'https'],
  ['rfc', 'supplied'],
  ['oauth-2.1', 'http'],
  ['mcp', 'http'],
  ['smart-backend', 'http'],
  ['fapi2', 'https'],
  ['id-jag', 'http'],
  ['oidc', 'http'],
  ['unstored-tokens', 'http'],
])('a run of %s (%s), made once more from its evidence, does the same', async (profile, kind) => {
  const { evidence, opened } =
    kind === 'supplied' ? await runSupplied(profile) : await runEmbedded(profile, { https: kind === 'https' })
  const read = JSON.parse(JSON.stringify(evidence))
  expect(await replayed(opened.specs, opened.profile, read, packageVersion())).toEqual({ kind: 'same' })
})

it('a run does the same where a target file supplies clients, tokens and keys, of which the evidence shows nothing', async () => {
  const { evidence: supplied, opened } = await runSupplied('rfc', {
    only: ['grant/*', 'refresh/*', 'introspection/*'],
  })
  const read: Evidence = JSON.parse(JSON.stringify(supplied))
  expect(await replayed(opened.specs, opened.profile, read, packageVersion())).toEqual({ kind: 'same' })
  const { client, secondClient, refreshToken, softwareStatement, assertionIssuer } = opened.target
  const secrets = [client?.client_secret, secondClient?.client_secret, refreshToken, softwareStatement].concat(
    assertionIssuer?.key,
    client?.private_key,
  )
  const known = secrets.filter((each) => each !== undefined)
  expect(known.length).toBeGreaterThan(2)
  for (const each of known) expect(JSON.stringify(read.declaration)).not.toContain(each)
})
