import { expect, it } from 'vitest'
import { runEmbedded, runSupplied } from '../live/testing/engine.ts'
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
