import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { runBuilt } from '../cli/testing-built.ts'

// A misspelt argument must not look like a run in which nothing failed.

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a script of package.json as a developer does: without what Vitest tells the processes that it starts. */
function script(name: string, ...args: readonly string[]) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('VITEST')))
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', name, '--', ...args], {
    cwd: root,
    env: { ...env, NO_COLOR: '1' },
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

it.each([
  ['freedoms', ['-t', 'assertion-typed-onyl'], 'Did you mean "assertion-typed-only"?'],
  ['test:unit', ['suites/decode/closest', '-t', 'no such test'], 'has a name that fits "no such test"'],
  ['soak', ['--rnus', '3'], "unknown option '--rnus'"],
  ['soak', ['--runs', 'many'], 'Expected a whole number from 1 up.'],
])('npm run %s -- %j', (name, args, says) => {
  const { status, said } = script(name, ...args)
  expect(said).toContain(says)
  expect(status).not.toBe(0)
})

it.each([
  [['--member', '/expires_inn', '--operation', 'token', '--run', 'airlock-iam', '--quiet'], 'no change was tried'],
  [['--operation', 'token', '--page', 'page.md'], 'the page shows all changes'],
  [['--sample', '10', '--check', 'page.md'], 'the page shows all changes'],
])('prove --answers %j', async (args, says) => {
  const { code, err } = await runBuilt(root)('prove', '--answers', ...args)
  expect([code, err]).toEqual([2, expect.stringContaining(says)])
})
