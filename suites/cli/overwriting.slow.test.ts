import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aServer } from './fleet/testing.ts'
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
