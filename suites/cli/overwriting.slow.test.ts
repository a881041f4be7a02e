import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aServer, box } from './fleet/testing.ts'
import { grantcheck } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantcheck-overwriting-'))
const path = (name: string): string => join(folder, name)
const baseline = 'baseline: Known failures\nentries: []\n'

await grantcheck([
  'run',
  '--only',
  'token/seed-token',
  '--evidence',
  path('e.json'),
  '--report',
  `json=${path('r.json')}`,
])
await grantcheck(['keygen', '--out', path('vendor.key')])
writeFileSync(path('known.yaml'), baseline)
writeFileSync(path('keys.jwks'), '{}')
symlinkSync(folder, path('link'))

describe('an output never replaces what the command reads', () => {
  it.each([
    [
      'certify: its key',
      ['certify', path('e.json'), '--key', path('vendor.key'), '--out', path('vendor.key')],
      'vendor.key',
    ],
    [
      'certify: its evidence',
      ['certify', path('e.json'), '--key', path('vendor.key'), '--out', path('link/e.json')],
      'e.json',
    ],
    ['judge: its evidence', ['judge', path('e.json'), '--report', `json=${path('e.json')}`], 'e.json'],
    [
      'judge: its baseline',
      ['judge', path('e.json'), '--baseline', path('known.yaml'), '--report', `markdown=${path('known.yaml')}`],
      'known.yaml',
    ],
    ['baseline update: the result', ['baseline', 'update', path('r.json'), path('link/r.json')], 'r.json'],
  ])('%s', async (_, args, name) => {
    const before = readFileSync(path(name), 'utf8')
    const { code, err } = await grantcheck(args)
    expect([code, err]).toEqual([2, expect.stringContaining(`${name} is read by this command`)])
    expect(readFileSync(path(name), 'utf8')).toBe(before)
  })

  it.each([
    ['the target file', (file: string) => ['--evidence', file]],
    ['the target file by a link', (file: string) => ['--report', `json=${file.replace(folder, path('link'))}`]],
    ['the target file, as a journal', (file: string) => ['--journal', file]],
    ['the baseline', () => ['--baseline', path('known.yaml'), '--report', `markdown=${path('known.yaml')}`]],
    ['what failed before', () => ['--rerun-failed', path('r.json'), '--report', `json=${path('r.json')}`]],
  ])('run: %s, and nothing is sent', async (_, options) => {
    const server = await aServer()
    const file = path('target.yaml')
    const text = `issuer: ${server.issuer}\n`
    writeFileSync(file, text)
    const { code, err } = await grantcheck(['run', file, '--profile', 'rfc', '--only', 'metadata/*', ...options(file)])
    expect([code, err]).toEqual([2, expect.stringContaining('is read by this command')])
    expect([server.requests(), readFileSync(file, 'utf8'), readFileSync(path('known.yaml'), 'utf8')]).toEqual([
      0,
      text,
      baseline,
    ])
  })

  it('fleet: a target file', async () => {
    const server = await aServer()
    writeFileSync(path('one.yaml'), `issuer: ${server.issuer}\n`)
    writeFileSync(path('fleet.yaml'), 'fleet: One\ntargets: [one.yaml]\n')
    const report = ['--out', path('out'), '--report', `junit=${path('one.yaml')}`]
    const { code, err } = await grantcheck(['fleet', path('fleet.yaml'), ...report])
    expect([code, err, server.requests()]).toEqual([2, expect.stringContaining('one.yaml is read by this command'), 0])
  })
})

describe('nor what a file that it reads names', () => {
  const files: Readonly<Record<string, string>> = {
    'target.yaml': `issuer: ISSUER
profile: ./house.yaml
client: { client_id: me, client_secret: { file: me.secret } }
tls: { ca: ca.pem }
`,
    'house.yaml': 'profile: house\nextends: rfc\nversion: "1"\ntitle: House\nfiles: [rules/*.yaml]\n',
    'rules/own.yaml': 'scenario: house/own\n',
    'me.secret': 'secret',
    'ca.pem': 'certificate',
    'fleet.yaml': 'fleet: Two\ntargets: [target.yaml, { issuer: ISSUER, refreshToken: { file: refresh } }]\n',
    refresh: 'token',
  }

  it.each([
    ['run: the secret', 'me.secret', (file) => ['run', 'target.yaml', '--evidence', file]],
    ['run: the CA', 'ca.pem', (file) => ['run', 'target.yaml', '--journal', file]],
    ['run: the profile', 'house.yaml', (file) => ['run', 'target.yaml', '--report', `json=${file}`]],
    ['run: its rules', 'rules/own.yaml', (file) => ['run', 'target.yaml', '--report', `json=${file}`]],
    ['fuzz: a secret', 'me.secret', (file) => ['fuzz', 'target.yaml', '--journal', file]],
    ['fuzz: its rules', 'rules/own.yaml', (file) => ['fuzz', 'target.yaml', '--out', file]],
    ['fleet: a secret in the fleet file', 'refresh', (file) => ['fleet', 'fleet.yaml', '--report', `json=${file}`]],
    ['fleet: a secret in a target file', 'me.secret', (file) => ['fleet', 'fleet.yaml', '--report', `json=${file}`]],
    [
      'judge: rules of a profile',
      'rules/own.yaml',
      (file) => ['judge', path('e.json'), '--profile', 'house.yaml', '--report', `json=${file}`],
    ],
  ] satisfies [string, string, (file: string) => string[]][])('%s', async (_, name, command) => {
    const server = await aServer()
    const place = await box(
      Object.fromEntries(Object.entries(files).map(([file, text]) => [file, text.replace('ISSUER', server.issuer)])),
    )
    const inputs = Object.keys(files)
    const args = command(join(place, 'rules', '..', name)).map((arg) => (inputs.includes(arg) ? join(place, arg) : arg))
    const { code, err } = await grantcheck([...args, ...(args[0] === 'fleet' ? ['--out', path('of-fleet')] : [])])
    expect([code, err, server.requests()]).toEqual([2, expect.stringContaining('is read by this command'), 0])
    expect(readFileSync(join(place, name), 'utf8')).toBe(files[name])
  })
})

it.each(['found.yaml', 'found-2.yaml', 'found.profile.yaml'])('fuzz --out: its target file %s', async (name) => {
  const server = await aServer()
  const place = await box({ [name]: { issuer: server.issuer } })
  const { code, err } = await grantcheck(['fuzz', join(place, name), '--out', join(place, 'found.yaml')])
  expect([code, err, server.requests()]).toEqual([2, expect.stringContaining(`${name} is read by this command`), 0])
})

it('fleet --out: target files in the folder of a target, which is deleted', async () => {
  const server = await aServer()
  const place = await box({
    'fleet.yaml': { fleet: 'One', targets: [{ target: 'targets/one/target.yaml', name: 'one' }] },
    'targets/one/target.yaml': { issuer: server.issuer },
  })
  const { code, err } = await grantcheck(['fleet', join(place, 'fleet.yaml'), '--out', place])
  expect([code, err, server.requests()]).toEqual([
    2,
    expect.stringContaining(`what was in ${join(place, 'targets/one')} is deleted`),
    0,
  ])
})

it('site --out: a result where the site has a file of its own', async () => {
  const place = await box({ 'data/servers.json': readFileSync(path('r.json'), 'utf8') })
  const { code, err } = await grantcheck(['site', place, '--out', place])
  expect([code, err]).toEqual([2, expect.stringContaining('servers.json is read by this command')])
  expect(readFileSync(join(place, 'data/servers.json'), 'utf8')).toBe(readFileSync(path('r.json'), 'utf8'))
})

it('site --out: again into the folder of its results', async () => {
  const place = await box({ 'acme-1.0/report.json': readFileSync(path('r.json'), 'utf8') })
  for (const _ of [1, 2]) expect((await grantcheck(['site', place, '--out', place])).code).toBe(0)
})

it.each([[], ['--answers']])('prove --page is not the page of --check %s', async (...more) => {
  writeFileSync(path('page.md'), 'page')
  const page = ['--page', path('page.md'), '--check', path('link/page.md')]
  const { code, err } = await grantcheck(['prove', ...more, ...page])
  expect([code, err]).toEqual([2, expect.stringContaining('page.md is read by this command')])
})

it('certify: the public key beside its key', async () => {
  const key = path('vendor.key')
  const { code, err } = await grantcheck(['certify', path('e.json'), '--key', key, '--out', `${key}.pub`])
  expect([code, err]).toEqual([2, expect.stringContaining('vendor.key.pub is read by this command')])
})

it('keygen: never through a link that leads nowhere yet', async () => {
  symlinkSync(path('nowhere'), path('dangling'))
  const { code, err } = await grantcheck(['keygen', '--out', path('dangling')])
  expect([code, err]).toEqual([2, expect.stringContaining('dangling is there already')])
})

describe('two outputs never share a file', () => {
  it.each([
    ['two reports', ['--report', `json=${path('a')}`, '--report', `html=${path('link/a')}`]],
    ['a report and the evidence', ['--report', `json=${path('new/a')}`, '--evidence', path('link/new/a')]],
    ['the evidence and the journal', ['--evidence', path('b'), '--journal', path('b')]],
  ])('%s', async (_, options) => {
    const { code, err } = await grantcheck(['demo', '--only', 'token/seed-token', ...options])
    expect([code, err]).toEqual([2, expect.stringContaining('two outputs go to ')])
  })

  it('into /dev/null they may', async () => {
    const nowhere = ['--report', 'json=/dev/null', '--report', 'html=/dev/null']
    expect((await grantcheck(['demo', '--only', 'token/seed-token', ...nowhere])).code).toBe(0)
  })
})

describe('a path that names nothing', () => {
  it.each([
    [['demo', '--report', 'html='], '--report html= names no file'],
    [['demo', '--evidence', ''], 'the path of an output is empty'],
    [['fleet', path('fleet.yaml'), '--report', 'junit='], '--report junit= names no file'],
    [['serve', '--port', '99999'], 'from 0 to 65535'],
    [['serve', '--mutant', ''], '--mutant needs an id'],
  ])('%s', async (args, says) => {
    const { code, err } = await grantcheck(args)
    expect([code, err]).toEqual([2, expect.stringContaining(says)])
  })
})

it.each([[], ['--alg', 'ES384']])('keygen makes the folder, and no half of a pair %s', async (...alg) => {
  const key = path(`new-${alg.length}/keys/v.key`)
  expect((await grantcheck(['keygen', ...alg, '--out', key])).code).toBe(0)
  writeFileSync(path('half.pub'), 'mine')
  const { code, err } = await grantcheck(['keygen', ...alg, '--out', path('half')])
  expect([code, err]).toEqual([2, expect.stringContaining('half.pub is there already')])
  expect(() => readFileSync(path('half'))).toThrow('ENOENT')
})
