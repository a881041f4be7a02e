import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startServer } from '../embedded/embedded.ts'
import { grantcheck } from './testing.ts'

const box = mkdtempSync(join(tmpdir(), 'grantcheck-'))
const path = (name: string): string => join(box, name)
const written = (name: string): string => readFileSync(path(name), 'utf8')

it('a known failure changes the exit code, never the conclusion; a stale entry fails the run', async () => {
  await grantcheck(['run', '--evidence', path('good.json')])
  const server = await startServer({ mode: 'airlock', broken: 'token-type-missing' })
  const resource = `endpoints: { resource: ${server.baseUrl}/api/resource }\nresourceCheck: online\n`
  const parameters = 'profile: airlock-iam\nparameters: { propagationSeconds: 0 }\n'
  writeFileSync(path('bad.yaml'), `baseUrl: ${server.baseUrl}\n${parameters}${resource}`)
  const run = (...more: readonly string[]) => grantcheck(['run', path('bad.yaml'), ...more])
  const plain = await run('--evidence', path('bad.json'), '--report', `json=${path('bad-report.json')}`)
  expect(plain.code).toBe(1)
  const updated = await grantcheck(['baseline', 'update', path('known.yaml'), path('bad.json')])
  expect(updated.out).toMatch(/[1-9]\d* added, 0 moved/u)
  const unfilled = await run('--baseline', path('known.yaml'))
  expect(unfilled.code).toBe(2)
  expect(unfilled.err).toMatch(/known\.yaml:\d+:\d+: .* has TODO as reason and owner/u)
  const filled = readFileSync(path('known.yaml'), 'utf8').replaceAll('TODO: why', 'Because why')
  writeFileSync(path('known.yaml'), filled.replaceAll('TODO: who', 'Ada, or who'))
  const known = await run('--only', 'token/*', '--baseline', path('known.yaml'))
  expect(known.code, known.err).toBe(0)
  expect(known.out).toMatch(/NONCONFORMANT .*known failures?,\s+accepted until \d{4}-/su)
  const again = await run('--rerun-failed', path('bad.json'), '--report', `json=${path('again-bad.json')}`)
  expect(again.code, again.err).toBe(1)
  const rows = (name: string) =>
    JSON.parse(written(name)).scenarios.map(({ id, verdict }: { id: string; verdict: string }) => [id, verdict])
  const open = rows('bad-report.json').filter(
    ([, verdict]: string[]) => !['pass', 'not-applicable'].includes(verdict ?? ''),
  )
  expect(rows('again-bad.json')).toEqual(open)
  const nothing = await run('--rerun-failed', path('good.json'))
  expect(nothing).toMatchObject({ code: 2, err: expect.stringContaining('nothing failed, warned or stayed open') })
  const quiet = await run('--only', 'token/*', '--report', `junit=${path('bad.xml')}`)
  expect(quiet.out).toBe('')
  expect(quiet.err).toMatch(/^partial run, nonconformant: .*\n {2}fail: /mu)
  await server.close()

  const stale = await grantcheck(['run', '--baseline', path('known.yaml')])
  expect(stale.code).toBe(1)
  expect(stale.out).toContain('CONFORMANT')
  expect(stale.err).toMatch(/known\.yaml:\d+:\d+: stale: /u)
  expect(stale.out.replaceAll(/\s+/gu, ' ')).toMatch(/exit code 1, since \d+ entr.* of the baseline ha.* to be fixed/u)
  const empty = await grantcheck(['judge', path('bad.json'), '--baseline', path('empty.yaml')])
  expect(empty.code).toBe(2)
  writeFileSync(path('empty.yaml'), 'baseline: nothing yet\nentries: []\n')
  const paste = await grantcheck(['judge', path('bad.json'), '--baseline', path('empty.yaml')])
  expect(paste.code).toBe(1)
  expect(paste.err).toMatch(/Not on the baseline\.[\s\S]*- (check|requirement): /u)

  const resolved = await grantcheck(['baseline', 'update', path('known.yaml'), path('good.json')])
  expect(resolved.out).toMatch(/0 added, [1-9]\d* moved to "resolved"/u)
  expect(readFileSync(path('known.yaml'), 'utf8')).toMatch(/resolved:[\s\S]*reason: "?Because/u)

  const worse = await grantcheck(['diff', path('good.json'), path('bad-report.json')])
  expect(worse).toMatchObject({ code: 1 })
  expect(worse.out).toMatch(/^Worse: [1-9]/u)
  expect((await grantcheck(['diff', path('bad.json'), path('good.json')])).code).toBe(0)
  const vanished = await grantcheck(['diff', path('bad-report.json'), path('again-bad.json')])
  expect(vanished.code).toBe(1)
  expect(vanished.out).toMatch(/: pass -> not in the later run/u)
  expect(vanished.err).toContain('most of what the earlier run decided is not in the later one')
  // Runs of a part claim no profile, so nothing of one is said.
  expect(worse.out).toMatch(/\(conformant(, of a part only)? -> nonconformant\1\)/u)
})

it('a partial run, and what a run could not see, moves no entry to "resolved"', async () => {
  const server = await startServer({ mode: 'full' })
  const target = path('part.yaml')
  writeFileSync(target, `issuer: ${server.baseUrl}\nprofile: rfc\n`)
  const part = await grantcheck(['run', target, '--only', 'token/response', '--evidence', path('part.json')])
  expect(part.code, part.err).toBe(0)
  const entry = (id: string): string => `  - ${id}\n    reason: it is so\n    owner: ada\n    reviewBy: 2099-01-31\n`
  const elsewhere = entry('check: token/unknown-grant:refused:unsupported-grant-type')
  const passed = entry('check: token/response:granted:cache-control-no-store')
  const several = entry('requirement: rfc6749.5.1.cache-control-no-store')
  writeFileSync(path('part-known.yaml'), `baseline: x\nentries:\n${elsewhere}${passed}${several}`)
  const updated = await grantcheck(['baseline', 'update', path('part-known.yaml'), path('part.json')])
  expect(updated.code, updated.err).toBe(0)
  expect(updated.out).toContain('0 added, 1 moved to "resolved", 2 kept\n')
  expect(updated.out).toContain('1 kept: not part of this run\n')
  expect(updated.out).toContain('1 kept: not all of its checks were part of this run\n')
  const [entries, resolved] = written('part-known.yaml').split('resolved:')
  expect(entries).toContain('token/unknown-grant:refused')
  expect(resolved).toContain('token/response:granted:cache-control-no-store')
  await server.close()
})
