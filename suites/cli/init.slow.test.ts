import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
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
    expect(again.code).toBe(2)
    expect(again.err).toContain(`there already: ${path('target.yaml')}, `)
    expect(again.err).toContain(`To go on with them, edit ${path('target.yaml')}, then: grantcheck doctor`)
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

  it('writes nothing for an issuer to which nothing is sent, nor into what is no folder', async () => {
    const about = ['--team', 'acme', '--ci', 'none', '--folder']
    const wrong = await grantcheck(['init', '--issuer', 'http://as.example.com', ...about, path('nowhere')])
    expect([wrong.code, wrong.out, existsSync(path('nowhere'))]).toEqual([2, '', false])
    expect(wrong.err).toContain('as.example.com, a host of documentation examples')
    await writeFile(path('a-file'), '')
    const file = await grantcheck(['init', '--issuer', server.issuer, ...about, path('a-file')])
    expect([file.code, file.out]).toEqual([2, ''])
    expect(file.err).toContain('(ENOTDIR)\n  fix: ')
  })

  it('quotes what a shell would take apart in the command that it prints', async () => {
    const odd = path("d e's")
    const about = ['--team', 'acme', '--ci', 'none', '--no-doctor', '--folder', odd]
    const { out } = await grantcheck(['init', '--issuer', server.issuer, ...about])
    const [command = ''] = /(?<=next: grantcheck ).*/u.exec(out) ?? []
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
    expect(words).toBe(['run', join(odd, 'target.yaml'), '--profile', join(odd, 'profile.yaml'), ''].join('\n'))
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
