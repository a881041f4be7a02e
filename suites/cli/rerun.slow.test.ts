import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startServer } from '../embedded/embedded.ts'
import { grantcheck } from './testing.ts'

it('a check of every answer fails again, by --rerun-failed and by the command that repeats it', async () => {
  const box = mkdtempSync(join(tmpdir(), 'grantcheck-'))
  const [target, report] = [join(box, 'target.yaml'), join(box, 'report.json')]
  const server = await startServer({ mode: 'full', broken: 'introspection-refusal-without-code' })
  writeFileSync(target, `issuer: ${server.baseUrl}\n`)
  const run = (...more: readonly string[]) => grantcheck(['run', target, '--profile', 'rfc', ...more])
  // No request of the scenario that looks at the answers gets a wrong one.
  const first = await run(
    '--only',
    'assertion/audience',
    '--only',
    'introspection/missing-token',
    '--report',
    `json=${report}`,
  )
  expect(first.code, first.err).toBe(1)
  const failed = JSON.parse(readFileSync(report, 'utf8')).scenarios.filter(
    ({ verdict }: { verdict: string }) => verdict === 'fail',
  )
  expect(failed.map(({ id }: { id: string }) => id)).toEqual(['introspection/missing-token'])
  const again = await run('--rerun-failed', report)
  expect(again.code, again.err).toBe(1)
  const [, command = ''] = /repeat +grantcheck (run .*)/u.exec(again.out) ?? []
  expect(command).toContain('--only introspection/missing-token --only assertion/audience')
  expect((await grantcheck(command.split(' '))).code).toBe(1)
  await server.close()
})
