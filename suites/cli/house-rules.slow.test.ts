import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ReferenceServer, startReferenceServer } from '../reference-server/index.ts'
import { grantcheck } from './testing.ts'

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
/** The example of the README, file by file. */
const example = (name: string): string => {
  const at = readme.indexOf(`\`${name}\``)
  const found = at < 0 ? undefined : /```yaml\n(.*?)```/su.exec(readme.slice(at))?.[1]
  if (found === undefined) throw new Error(`the README has no ${name}`)
  return found
}

let folder: string
let server: ReferenceServer
const path = (name: string): string => join(folder, name)
const write = (name: string, text: string): Promise<void> => writeFile(path(name), text)
const run = (...more: readonly string[]) =>
  grantcheck(['run', server.issuer, '--profile', path('my-profile.yaml'), '--only', 'my/*', '--no-confirm', ...more])

beforeAll(async () => {
  server = await startReferenceServer({ mode: 'full' })
  folder = await mkdtemp(join(tmpdir(), 'grantcheck-house-'))
  await mkdir(path('my'))
  await mkdir(path('requirements'))
  await write('requirements/acme.yaml', example('requirements/acme.yaml'))
  await write('my/short-lived.yaml', example('my/short-lived.yaml'))
  await write('my-profile.yaml', example('my-profile.yaml'))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

describe('the house rule of the README', () => {
  it('is linted, listed and explained as the team wrote it', async () => {
    const linted = await grantcheck(['lint', path('my-profile.yaml')])
    expect(linted.code, linted.err).toBe(0)
    const listed = await grantcheck(['list', 'requirements', '--profile', path('my-profile.yaml')])
    expect(listed.out).toMatch(/acme\.token\.one-hour\s+MUST, Acme platform rules section 4\.2 {2}my\/short-lived/u)
    const explained = await grantcheck(['explain', 'acme.token.one-hour', '--profile', path('my-profile.yaml')])
    expect(explained.out).toContain('Tokens for machines live at most an hour.')
    expect(explained.out).toContain('my-profile: a failure')
    expect((await grantcheck(['explain', 'my/short-lived', '--profile', path('my-profile.yaml')])).code).toBe(0)
  })

  it('is known when its scenario is linted alone, and a fault is told at the scenario', async () => {
    const alone = await grantcheck(['lint', path('my/short-lived.yaml')])
    expect(alone.code, alone.err).toBe(0)
    await write(
      'my/wrong.yaml',
      example('my/short-lived.yaml').replace('one-hour', 'one-our').replace('my/short-lived', 'my/wrong'),
    )
    const wrong = await grantcheck(['lint', path('my/wrong.yaml')])
    expect(wrong.err).toMatch(
      /wrong\.yaml:\d+:\d+: there is no requirement "acme\.token\.one-our"; did you mean "acme\.token\.one-hour"/u,
    )
    expect((await grantcheck(['lint', path('my/short-lived.yaml')])).code).toBe(0)
    await rm(path('my/wrong.yaml'))
  })

  it('holds for a server that keeps it, and fails in its own name for one that does not', async () => {
    expect((await run()).code).toBe(0)
    const strict = example('my/short-lived.yaml').replace('3600', '60')
    await write('my/short-lived.yaml', strict)
    const broken = await run('--report', `junit=${path('out.xml')}`, '--report', 'pretty')
    expect(broken.code).toBe(1)
    expect(broken.out).toMatch(/acme\.token\.one-hour {2}MUST, Acme platform rules section 4\.2/u)
    expect(broken.out).not.toContain('RFC 6749')
    expect(await readFile(path('out.xml'), 'utf8')).toContain('acme.token.one-hour (MUST, Acme platform rules')
  })

  it('has evidence that names its profile: by --profile, or by the target file', async () => {
    await run('--evidence', path('evidence.json'))
    const judged = await grantcheck(['judge', path('evidence.json')])
    expect(judged).toMatchObject({ code: 2, err: expect.stringContaining('--profile FILE') })
    expect(judged.err).toContain('recorded with the profile my-profile 1, which does not ship')
    await write('target.yaml', `issuer: ${server.issuer}\nprofile: ./my-profile.yaml\n`)
    const again = await grantcheck([
      'run',
      path('target.yaml'),
      '--rerun-failed',
      path('evidence.json'),
      '--no-confirm',
    ])
    expect(again.code, again.err).toBe(1)
    expect(again.out).toContain('my/short-lived')
    const folder = await grantcheck(['site', path('.'), '--out', path('public')])
    expect(folder).toMatchObject({
      code: 2,
      err: expect.stringContaining('Put the JSON report of that run next to it'),
    })
    expect((await grantcheck(['explain', path('my-profile.yaml')])).out).toContain('my-profile (version 1)')
  })

  it('warns where its level is SHOULD', async () => {
    await write('requirements/acme.yaml', example('requirements/acme.yaml').replace('level: MUST', 'level: SHOULD'))
    const { code, out } = await run('--only', 'token/response')
    expect(code, out).toBe(0)
    expect(out).toContain('1 warn')
  })

  it('stands in no section where the team has none', async () => {
    await write('requirements/acme.yaml', example('requirements/acme.yaml').replace(/ +section: .*\n/u, ''))
    const formats = ['pretty', 'html', 'junit', 'sarif', 'markdown', 'github', 'json'] as const
    await run(...formats.flatMap((each) => ['--report', `${each}=${path(`out.${each}`)}`]))
    for (const format of formats) {
      const text = await readFile(path(`out.${format}`), 'utf8')
      expect(text).toContain('Acme platform rules')
      expect(text).not.toMatch(/rules section|section (?:<a [^>]*>)?acme|<h4>Section/iu)
    }
    const own = ['--profile', path('my-profile.yaml')]
    expect((await grantcheck(['explain', 'acme.token.one-hour', ...own])).out).toContain('Acme platform rules: MUST')
    expect((await grantcheck(['list', 'requirements', ...own])).out).toMatch(/MUST, Acme platform rules {2}my/u)
  })

  it('may not take the id of a shipped requirement, and has to be there', async () => {
    const rules = example('requirements/acme.yaml')
    await write('requirements/acme.yaml', rules.replace('acme.token.one-hour', 'rfc6749.5.1.expires-in-is-number'))
    const taken = await grantcheck(['lint', path('my-profile.yaml')])
    expect(taken.code).toBe(2)
    expect(taken.err).toMatch(/acme\.yaml:\d+:\d+: RFC 6749 section 5\.1, A\.14 has a requirement of the same id/u)
    expect(taken.err).toMatch(/short-lived\.yaml:\d+:\d+: .*"acme\.token\.one-hour"/u)
  })
})
