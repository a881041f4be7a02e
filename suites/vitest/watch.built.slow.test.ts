import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { startReferenceServer } from '../reference-server/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const readme = await readFile(join(root, 'README.md'), 'utf8')
/** The configuration of the README. */
const config = /```ts\n(import \{ configDefaults.*?)```/su.exec(readme)?.[1]

const scenario = (most: number): string => `scenario: my/short-lived
title: Tokens for machines are short-lived
kind: conformance
needs: [client_credentials]
steps:
  - id: token
    token: {}
    expect:
      - { requirement: rfc6749.5.1.expires-in-is-number, json: { at: /expires_in, max: ${most} }, hint: Lower it. }
`
const profile = `profile: mine
extends: rfc
version: "1"
title: Ours
files: [my/*.yaml]
scenarios: [my/*]
`

/** A process of Vitest that watches a folder, and what it has written since the last look. */
function watch(folder: string) {
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'watch', '--pool', 'forks'], {
    cwd: folder,
    detached: true,
    env: { ...process.env, NO_COLOR: '1', CI: undefined, VITEST: undefined, VITEST_MODE: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL')
  })
  let out = ''
  let look = (): void => {}
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      look()
    })
  /** Resolves with all that a run has written, when Vitest waits for the next change. */
  return (): Promise<string> =>
    new Promise((resolve) => {
      look = () => {
        if (!/(?:Waiting|Watching) for file changes/u.test(out)) return
        look = () => {}
        resolve(out)
        out = ''
      }
      look()
    })
}

it('a change of a scenario or of the target file runs the tests again, with the configuration of the README', async () => {
  const server = await startReferenceServer({ mode: 'full' })
  onTestFinished(() => server.close())
  const folder = await mkdtemp(join(tmpdir(), 'grantcheck-watch-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)
  await mkdir(join(folder, 'node_modules'))
  await mkdir(join(folder, 'my'))
  await symlink(root, join(folder, 'node_modules/grantcheck'))
  await symlink(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'))
  await write('my/short-lived.yaml', scenario(7200))
  await write('mine.yaml', profile)
  await write('target.yaml', `issuer: ${server.issuer}\n`)
  // A package that is linked is taken for a source file of the project.
  const external = 'server: { deps: { external: [/dist/] } }, '
  await write('vitest.config.mts', (config ?? '').replace('test: { ', `test: { ${external}`))
  const options = JSON.stringify({ target: 'target.yaml', profile: 'mine.yaml', confirm: false })
  await write('own.test.mjs', `import { grantcheck } from 'grantcheck/vitest'\nawait grantcheck(${options})\n`)

  const nextRun = watch(folder)
  expect(await nextRun()).toMatch(/Tests +2 passed/u)

  await write('my/short-lived.yaml', scenario(60))
  const failed = await nextRun()
  expect(failed).toMatch(/Tests +1 failed \| 1 passed/u)
  expect(failed).toContain('next: Lower it.')
  expect(failed).toMatch(/request: curl -i/u)

  await write('my/short-lived.yaml', scenario(7200))
  expect(await nextRun()).toMatch(/Tests +2 passed/u)

  await write('target.yaml', `issuer: ${server.issuer}/nobody\n`)
  expect(await nextRun()).toMatch(/Tests +(?:1|2) failed/u)
})
