import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type ReferenceServer, startReferenceServer } from '../reference-server/index.ts'
import { grantcheck } from './testing.ts'

let folder: string
let server: ReferenceServer
const path = (name: string): string => join(folder, name)

beforeAll(async () => {
  server = await startReferenceServer({ mode: 'full' })
  folder = await mkdtemp(join(tmpdir(), 'grantcheck-init-'))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

describe('grantcheck init', () => {
  it('writes files that lint, that doctor likes, and of which the rule fails when it is broken', async () => {
    const made = await grantcheck([
      'init',
      '--issuer',
      server.issuer,
      '--team',
      'acme',
      '--ci',
      'github',
      '--folder',
      folder,
    ])
    expect(made.code, made.err).toBe(0)
    expect(made.out).toContain(`next: grantcheck run ${path('target.yaml')} --profile ${path('profile.yaml')}`)
    const linted = await grantcheck(['lint', path('profile.yaml'), path('target.yaml')])
    expect(linted.code, linted.err).toBe(0)
    const run = () =>
      grantcheck(['run', path('target.yaml'), '--profile', path('profile.yaml'), '--only', 'acme/*', '--no-confirm'])
    expect((await run()).code).toBe(0)
    const rule = path('acme/short-lived.yaml')
    await writeFile(rule, (await readFile(rule, 'utf8')).replace('3600', '60'))
    const broken = await run()
    expect(broken.code).toBe(1)
    expect(broken.out).toContain('acme.token.one-hour')
    const workflow = parse(await readFile(path('.github/workflows/grantcheck.yml'), 'utf8'))
    expect(workflow.jobs.conformance.steps[2].with).toEqual({ target: 'target.yaml', profile: 'profile.yaml' })
  })

  it('replaces no file, and refuses what is no issuer, no short name and no CI', async () => {
    const again = await grantcheck([
      'init',
      '--issuer',
      server.issuer,
      '--team',
      'acme',
      '--ci',
      'none',
      '--folder',
      folder,
    ])
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('target.yaml is there already') })
    const wrong = await grantcheck([
      'init',
      '--issuer',
      'as.example',
      '--team',
      '1 + 1',
      '--ci',
      'none',
      '--folder',
      path('x'),
    ])
    expect(wrong.code).toBe(2)
    expect(wrong.err).toContain('"1 + 1" is not a short name')
    expect(wrong.err).toContain('as.example')
  })

  it.each(['gitlab', 'none'] as const)('with --ci %s', async (ci) => {
    const own = path(ci)
    const made = await grantcheck([
      'init',
      '--issuer',
      server.issuer,
      '--team',
      'Acme GmbH',
      '--ci',
      ci,
      '--folder',
      own,
      '--no-doctor',
    ])
    expect(made.code, made.err).toBe(0)
    expect(made.out.includes('.gitlab-ci.yml')).toBe(ci === 'gitlab')
    expect((await grantcheck(['lint', join(own, 'acme-gmbh/short-lived.yaml')])).code).toBe(0)
  })
})
