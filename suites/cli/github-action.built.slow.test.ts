import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { validateAction, validateWorkflow } from '@action-validator/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type ReferenceServer, startReferenceServer } from '../reference-server/index.ts'
import { filesFor } from './init-files.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const start = promisify(execFile)
const action = parse(await readFile(join(root, 'action.yml'), 'utf8'))
const script = (name: string): string => {
  const found = action.runs.steps.find((step: { name: string }) => step.name === name)?.run
  if (typeof found !== 'string') throw new Error(`action.yml has no step "${name}" that runs a script`)
  return found
}

let folder: string
let server: ReferenceServer

/** What the runner does with a step: bash with `-e` and `pipefail`, and files for outputs and the summary. */
async function step(name: string, env: Readonly<Record<string, string>>) {
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary.md') }
  const { NODE_OPTIONS: _, ...outer } = process.env
  const options = { cwd: folder, env: { ...outer, ...files, ...env, RUNNER_TEMP: folder, CI: 'true', NO_COLOR: '1' } }
  return start('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script(name)], options)
}

beforeAll(async () => {
  server = await startReferenceServer({ mode: 'full' })
  folder = await mkdtemp(join(tmpdir(), 'grantcheck action '))
  const bin = join(folder, 'grantcheck/node_modules/.bin')
  await mkdir(bin, { recursive: true })
  await symlink(join(root, 'dist/grantcheck.mjs'), join(bin, 'grantcheck'))
  await writeFile(join(folder, 'target.yaml'), `issuer: ${server.issuer}\nscope: read\n`)
  const rule = 'rules: House\nrequirements:\n  - { id: house.short, level: MUST, requirement: Tokens live a minute. }\n'
  await writeFile(join(folder, 'rules.yaml'), rule)
  await writeFile(
    join(folder, 'short.yaml'),
    'scenario: short\ntitle: Tokens live a minute\nkind: conformance\nneeds: [client_credentials]\nsteps:\n  - id: token\n    token: {}\n    expect:\n      - { requirement: house.short, json: { at: /expires_in, max: 60 } }\n',
  )
  await writeFile(
    join(folder, 'profile.yaml'),
    'profile: house\nextends: rfc\nversion: "1"\ntitle: House\nfiles: [rules.yaml, short.yaml]\nscenarios: [token/response, short]\n',
  )
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

describe('the GitHub action', () => {
  it('is an action, and what init and docs/ci have for GitHub are workflows, by the schemas of GitHub', async () => {
    const { errors, actionType } = validateAction(await readFile(join(root, 'action.yml'), 'utf8'))
    expect([actionType, errors]).toEqual(['action', []])
    const project = filesFor({ issuer: 'https://as.test', team: 'acme', ci: 'github' })
    const others = ['fleet-github.yml', 'publish.yml'].map((name) => readFile(join(root, 'docs/ci', name), 'utf8'))
    for (const workflow of [project['.github/workflows/grantcheck.yml'] ?? '', ...(await Promise.all(others))])
      expect(validateWorkflow(workflow).errors).toEqual([])
    expect(validateWorkflow('on: push\njobs: { a: { runs_on: x } }\n').errors).not.toEqual([])
  })

  it('tells of a house rule that is broken: annotation at the own scenario, summary, reports, exit code as output', async () => {
    const env = { TARGET: 'target.yaml', PROFILE: 'profile.yaml', BASELINE: '', FAIL_ON: 'fail' }
    const { stdout } = await step('Run', env)
    expect(stdout).toMatch(/^::error file=short\.yaml,line=9,col=\d+,title=.*Tokens live a minute::/mu)
    expect(await readFile(join(folder, 'output'), 'utf8')).toMatch(/^exit-code=1\nreports=.*grantcheck-reports\n$/u)
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toContain('## grantcheck: nonconformant')
    const sarif = JSON.parse(await readFile(join(folder, 'grantcheck-reports/report.sarif'), 'utf8'))
    expect(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('short.yaml')
    for (const name of ['report.html', 'report.json', 'junit.xml', 'evidence.json'])
      expect((await readFile(join(folder, 'grantcheck-reports', name), 'utf8')).length).toBeGreaterThan(1000)
  })

  it('installs the package that is named, or what it is made of itself', async () => {
    const own = join(folder, 'clone of the action')
    await mkdir(own)
    const manifest = { name: 'grantcheck', version: '9.9.9', bin: 'own.mjs', scripts: { prepare: 'touch own.mjs' } }
    await writeFile(join(own, 'package.json'), JSON.stringify(manifest))
    const lock = { name: 'grantcheck', version: '9.9.9', lockfileVersion: 3, packages: { '': manifest } }
    await writeFile(join(own, 'package-lock.json'), JSON.stringify(lock))
    await step('Install', { PACKAGE: '', GITHUB_ACTION_PATH: own })
    const installed = join(folder, 'grantcheck/node_modules/grantcheck/package.json')
    expect(JSON.parse(await readFile(installed, 'utf8')).version).toBe('9.9.9')

    await start('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root })
    await rm(join(folder, 'grantcheck-9.9.9.tgz'))
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    await step('Install', { PACKAGE: join(folder, `grantcheck-${version}.tgz`) })
    const bin = join(folder, 'grantcheck/node_modules/.bin/grantcheck')
    expect((await start(bin, ['--version'])).stdout.trim()).toBe(version)
  })

  it('ends with that exit code', async () => {
    await expect(step('Verdict', { CODE: '1' })).rejects.toMatchObject({ code: 1 })
    await expect(step('Verdict', { CODE: '0' })).resolves.toBeDefined()
  })
})
