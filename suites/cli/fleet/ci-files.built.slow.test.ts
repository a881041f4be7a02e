import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CronJob } from 'kubernetes-models/batch/v1/CronJob'
import { Job } from 'kubernetes-models/batch/v1/Job'
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { trustedJson } from '../../decode/trusted.ts'
import type { FleetIndex } from '../../model/fleet.ts'
import { aServer, box } from './testing.ts'

// What the files of docs/ci run, line by line, with the built command in the place of the installed one.
const command = fileURLToPath(new URL('../../../dist/grantcheck.mjs', import.meta.url))
const read = (name: string): string => readFileSync(new URL(`../../../docs/ci/${name}`, import.meta.url), 'utf8')
const parts = [1, 2, 3, 4, 5]

let folder: string

/** Two targets for five parts, one of which is nonconformant: some parts have nothing to do. */
async function workplace(): Promise<string> {
  const [good, bad] = [await aServer(), await aServer({ rules: { sensitiveHeaders: () => ({}) } })]
  const place = await box({
    'fleet.yaml': {
      fleet: 'In parts',
      targets: [
        { target: good.issuer, name: 'good' },
        { target: bad.issuer, name: 'bad' },
      ],
      defaults: { profile: 'rfc' },
    },
  })
  const installed = join(place, '.grantcheck/node_modules/.bin')
  mkdirSync(installed, { recursive: true })
  const only = '[ "$1" = fleet ] && set -- "$@" --only token/response --no-confirm'
  writeFileSync(join(installed, 'grantcheck'), `#!/bin/sh\n${only}\nexec ${process.execPath} ${command} "$@"\n`)
  chmodSync(join(installed, 'grantcheck'), 0o755)
  return place
}

function sh(script: string, env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve) => {
    const path = `${join(folder, '.grantcheck/node_modules/.bin')}:${process.env.PATH}`
    const options = { cwd: folder, env: { ...process.env, NO_COLOR: '1', PATH: path, ...env } }
    const child = execFile('/bin/sh', ['-e', '-c', script], options, () => resolve(child.exitCode ?? -1))
  })
}

const whole = (out: string): FleetIndex => trustedJson(readFileSync(join(folder, out, 'fleet.json'), 'utf8'))
const merged = { complete: true, exitCode: 1, entries: [{ id: 'good' }, { id: 'bad' }] }

describe('a fleet in parts', () => {
  it('GitLab: the parts, then one table and one exit code', async () => {
    folder = await workplace()
    const file = parse(read('fleet-gitlab.yml'))
    const part = file['grantcheck-part']
    expect(part.parallel).toBe(parts.length)
    const codes: number[] = []
    for (const index of parts)
      codes.push(
        await sh(part.script.join('\n'), {
          ...file['.grantcheck-fleet'].variables,
          CI_NODE_INDEX: String(index),
          CI_NODE_TOTAL: String(part.parallel),
        }),
      )
    expect(codes).toEqual([0, 1, 0, 0, 0])
    expect(part.allow_failure.exit_codes).toContain(1)
    expect(await sh(file['grantcheck-fleet'].script.join('\n'))).toBe(1)
    expect(whole('fleet')).toMatchObject(merged)
    expect(existsSync(join(folder, 'fleet.xml'))).toBe(true)
  })

  it('GitHub: each part leaves its folder, and the last job fails', async () => {
    folder = await workplace()
    const { jobs } = parse(read('fleet-github.yml'))
    expect(jobs.part.strategy.matrix.part).toEqual(parts)
    const steps = jobs.part.steps.map(({ run = '' }) => run).filter((run: string) => run.includes('--shard'))
    for (const index of parts) {
      const script = steps.join('\n').replaceAll(/\$\{\{ matrix\.part \}\}/gu, String(index))
      expect(await sh(`${script}\nmkdir -p parts && mv part parts/part-${index}`)).toBe(0)
    }
    const last = jobs.fleet.steps.map(({ run = '' }) => run).find((run: string) => run.includes(' merge '))
    expect(await sh(last)).toBe(1)
    expect(whole('fleet')).toMatchObject(merged)
  })

  it('Kubernetes: indexes from 0 are parts from 1, and a Job joins them', async () => {
    folder = await workplace()
    const [, , work, join] = parseAllDocuments(read('fleet-kubernetes.yaml')).map((each) => each.toJS())
    expect(work.spec).toMatchObject({ completionMode: 'Indexed', completions: parts.length })
    const script = (job: typeof work): string =>
      String(job.spec.template.spec.containers[0].args[0])
        .replaceAll('/etc/grantcheck', folder)
        .replaceAll('/results', folder)
    for (const index of parts) expect(await sh(script(work), { JOB_COMPLETION_INDEX: String(index - 1) })).toBe(0)
    expect(await sh(script(join))).toBe(1)
    expect(whole('all')).toMatchObject(merged)
  })
})

describe('Kubernetes', () => {
  const kinds = { ConfigMap, CronJob, Job, PersistentVolumeClaim }
  type Kind = keyof typeof kinds

  it.each<readonly [string, readonly Kind[]]>([
    ['kubernetes.yaml', ['ConfigMap', 'CronJob']],
    ['fleet-kubernetes.yaml', ['ConfigMap', 'PersistentVolumeClaim', 'Job', 'Job']],
  ])('%s has objects that fit the schemas of Kubernetes', (name, expected) => {
    const documents = parseAllDocuments(read(name)).map((each) => each.toJS())
    expect(documents.map(({ kind }) => kind)).toEqual(expected)
    for (const [place, kind] of expected.entries())
      expect(() => new kinds[kind](documents[place]).validate()).not.toThrow()
  })

  it('the CronJob ends with the verdict, which is what fails loudly', async () => {
    folder = await workplace()
    const [config, cron] = parseAllDocuments(read('kubernetes.yaml')).map((each) => each.toJS())
    const bad = await aServer({ rules: { sensitiveHeaders: () => ({}) } })
    const target = String(config.data['target.yaml']).replace('https://as.example.com', bad.issuer)
    writeFileSync(join(folder, 'target.yaml'), target.slice(0, target.indexOf('client:')))
    const { jobTemplate } = cron.spec
    expect(jobTemplate.spec).toMatchObject({ backoffLimit: 0, template: { spec: { restartPolicy: 'Never' } } })
    const [{ args }] = jobTemplate.spec.template.spec.containers
    const line = ['grantcheck', ...args, '--only', 'token/response', '--no-confirm'].join(' ')
    expect(await sh(line.replaceAll('/etc/grantcheck', folder))).toBe(1)
  })
})
