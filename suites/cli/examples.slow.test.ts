import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { aServer, box } from './fleet/testing.ts'
import { grantcheck } from './testing.ts'

/** The file that a help text shows between two of its lines. */
async function fileIn(command: string, from: string, to: string): Promise<string> {
  const { out } = await grantcheck([command, '--help'])
  const [, after = ''] = out.split(`\n${from}\n`)
  return (after.split(`\n${to}`)[0] ?? '').replaceAll(/^ {2}/gmu, '')
}

it('the fleet file of the help text is one', async () => {
  const folder = await box({
    'fleet.yaml': await fileIn('fleet', 'A fleet file:', 'The result folder:'),
    'tenants/three.yaml': { issuer: 'https://as.example.com/realms/three' },
  })
  const { code, out, err } = await grantcheck(['fleet', join(folder, 'fleet.yaml'), '--dry-run'])
  expect([code, err]).toEqual([0, ''])
  expect(out.trim().split('\n')).toHaveLength(3)
})

it('evidence and reports whose names end in .gz are packed, as the site shows them in its help text', async () => {
  const server = await aServer()
  const folder = await box({
    'target.yaml': { issuer: server.issuer, profile: 'rfc' },
    'about.yaml': await fileIn('site', 'A file for --about:', 'Examples:'),
    'targets/keycloak.yaml': { issuer: server.issuer },
  })
  const at = (...names: readonly string[]): string => join(folder, ...names)
  const evidence = at('results/keycloak-26.7.3/rfc.json.gz')
  const report = at('results/keycloak-26.7.3/report.json.gz')
  const narrow = ['--only', 'metadata/*', '--report', `json=${report}`]
  const run = await grantcheck(['run', at('target.yaml'), ...narrow, '--evidence', evidence])
  expect(run.code, run.err).toBe(0)
  for (const path of [evidence, report]) expect([...readFileSync(path).subarray(0, 2)]).toEqual([0x1f, 0x8b])
  expect((await grantcheck(['judge', evidence])).code).toBe(0)
  expect((await grantcheck(['diff', report, evidence])).code).toBe(0)
  const site = ['site', at('results'), '--about', at('about.yaml'), '--out', at('public')]
  expect(await grantcheck(site)).toMatchObject({ code: 0, err: '' })
})

it.each([
  ['demo', '--evidence', '--quiet'],
  ['demo', '--report', '--verbose'],
  ['demo', '--seed', '--quiet'],
  ['baseline', 'update', 'a', 'b', '--profile', '--fail-on'],
])('%s %s: an option in place of the value', async (...args) => {
  const before = readdirSync('.')
  const { code, err } = await grantcheck(args)
  expect([code, err]).toEqual([2, expect.stringMatching(/^error: option '--[a-z-]+ <.+>' argument missing\n/u)])
  expect(readdirSync('.')).toEqual(before)
})
