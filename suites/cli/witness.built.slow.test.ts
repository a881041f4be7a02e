import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type ReferenceServer, startReferenceServer } from '../reference-server/index.ts'

// What the workflow of the neutral witness runs, with the built command in the place of the installed one.

const root = fileURLToPath(new URL('../..', import.meta.url))
const start = promisify(execFile)
const workflow = parse(await readFile(join(root, '.github/workflows/witness.yml'), 'utf8'))

let folder: string
let server: ReferenceServer

async function step(name: string, env: Readonly<Record<string, string>> = {}) {
  const script = workflow.jobs.witness.steps.find((each: { name?: string }) => each.name === name)?.run
  const { NODE_OPTIONS: _, ...outer } = process.env
  const options = { cwd: folder, env: { ...outer, ...env, RUNNER_TEMP: folder, CI: 'true', NO_COLOR: '1' } }
  return start('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', String(script)], options)
}

beforeAll(async () => {
  server = await startReferenceServer({ mode: 'full' })
  folder = await mkdtemp(join(tmpdir(), 'grantcheck witness '))
  const bin = join(folder, 'grantcheck/node_modules/.bin')
  await mkdir(bin, { recursive: true })
  await symlink(join(root, 'dist/grantcheck.mjs'), join(bin, 'grantcheck'))
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

it('leaves a certificate that answers the challenge, and no key', async () => {
  await writeFile(
    join(folder, 'target.yaml'),
    `issuer: ${server.issuer}\nscope: read\ninitialAccessToken: { env: INITIAL }\n`,
  )
  const env = {
    TARGET: 'target.yaml',
    PROFILE: 'fapi2',
    CHALLENGE: 'a nonce',
    KEEP: 'true',
    ENVIRONMENT: 'INITIAL=not-needed-by-anybody\n',
  }
  expect((await step('Run', env)).stderr).toContain('no signature was kept')
  await step('Certify')
  await expect(access(join(folder, 'witness.key'))).rejects.toThrow(/ENOENT/u)
  const verify = [join(root, 'dist/grantcheck.mjs'), 'verify', 'bundle.json', '--key', 'witness.key.pub']
  const told = await start('node', [...verify, '--challenge', 'a nonce'], { cwd: folder })
  expect(told.stdout).toContain('The requests follow from the challenge "a nonce"')
  await expect(start('node', [...verify, '--challenge', 'another'], { cwd: folder })).rejects.toMatchObject({ code: 1 })
})

it('takes an exact version only', async () => {
  await expect(step('Install', { VERSION: 'latest' })).rejects.toMatchObject({ code: 2 })
})
