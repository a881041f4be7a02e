import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Freedom } from '../../fixtures/freedoms/freedom.ts'
import { freedoms, startFreedoms } from '../../fixtures/freedoms/index.ts'
import { startNamed } from '../../fixtures/mutants/embedded.ts'
import { grouped } from '../live/testing/freedom-groups.ts'
import { grantcheck } from './testing.ts'

/** The target file of a server that has no replicas. */
function targetOf(issuer: string): { readonly folder: string; readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'grantcheck-fuzz-'))
  const path = join(folder, 'target.yaml')
  writeFileSync(path, `issuer: ${issuer}\nprofile: rfc\nscope: read write\nparameters: { propagationSeconds: 0 }\n`)
  return { folder, path }
}

async function serving(broken?: string): Promise<string> {
  const server = await startNamed({ mode: 'full', ...(broken === undefined ? {} : { broken }) })
  onTestFinished(() => server.close())
  return server.issuer
}

describe('grantcheck fuzz', () => {
  it.each([
    ['registration-crashes-at-odd-types', 'rfc7591.3.2.2.error-status'],
    ['management-deleted-client-works', 'rfc7592.2.3.deleted-client-unusable'],
    ['error-description-with-quotes', 'rfc6749.5.2.error-description-charset'],
    ['token-response-cacheable', 'rfc6749.5.1.cache-control-no-store'],
    ['revocation-without-effect', 'rfc7009.2.1.immediate-effect'],
  ])('%s: a scenario that fails there, and passes at a server that is right', async (broken, requirement) => {
    const wrong = targetOf(await serving(broken))
    const out = join(wrong.folder, 'found.yaml')
    const found = await grantcheck([
      'fuzz',
      wrong.path,
      '--seed',
      '1',
      '--runs',
      '200',
      '--out',
      out,
      '--report',
      'json',
    ])
    expect(found.code, found.err).toBe(1)
    const cited = [...found.out.matchAll(/"requirement": "(.+)"/gu)].map(([, id = '']) => id)
    expect(cited).toContain(requirement)
    const nth = cited.indexOf(requirement)
    const file = nth === 0 ? out : join(wrong.folder, `found-${nth + 1}.yaml`)
    expect(readFileSync(file, 'utf8')).toContain(`requirement: ${requirement}`)
    expect((await grantcheck(['lint', file])).code).toBe(0)

    const again = (target: string) =>
      grantcheck(['run', target, '--profile', join(wrong.folder, 'found.profile.yaml'), '--only', 'fuzz/*', '--quiet'])
    const there = await again(wrong.path)
    expect(there.code, there.out).toBe(1)
    const elsewhere = await again(targetOf(await serving()).path)
    expect(elsewhere.code, elsewhere.out).toBe(0)
  })

  it('finds nothing in the reference server, and leaves no client', async () => {
    const { path } = targetOf(await serving())
    const { code, out, err } = await grantcheck(['fuzz', path, '--seed', '1'])
    expect(code, out + err).toBe(0)
    expect(out).toMatch(/^Nothing was found in 200 of 200 cases/u)
    expect(out).not.toContain('could not be deleted')
  })

  const plain = freedoms.filter(
    ({ mode, supplied, target, endpointsNamed }: Freedom) =>
      mode !== 'smart' && supplied !== true && target === undefined && endpointsNamed !== true,
  )

  // Every eighth group, so that CI has time for the rest.
  it.each(
    grouped(plain)
      .filter((_, place) => place % 8 === 0)
      .map((group) => [group.map(({ id }) => id).join(', '), group] as const),
  )('finds nothing in a server that is right in other ways: %s', async (_ids, group) => {
    const server = await startFreedoms(group)
    onTestFinished(() => server.close())
    const { path } = targetOf(server.issuer)
    const { code, out, err } = await grantcheck(['fuzz', path, '--seed', '1', '--runs', '60', '--deadline', '300'])
    expect([0, 3], out + err).toContain(code)
    expect(out, err).toMatch(/^Nothing was found in/u)
  })
})
