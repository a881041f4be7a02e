import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startServer } from '../embedded/embedded.ts'
import { grantcheck } from './testing.ts'

const box = mkdtempSync(join(tmpdir(), 'grantcheck-'))
const server = await startServer({ mode: 'full' })
afterAll(() => server.close())

function file(name: string, text: string | Uint8Array): string {
  const path = join(box, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

/** A step that waits, and asks a host by name. */
const scenario = (id: string, wait: string): string => `scenario: ${id}
title: It is healthy
kind: observation
steps:
  - id: asked
    wait: ${wait}
    http: { host: admin, path: /health }
    expect:
      - { status: 200, requirement: own.health }
`
file('one/my/health.yaml', scenario('my/health', '$param.settleSeconds'))
file(
  'one/rules.yaml',
  'rules: Own\nrequirements:\n  - { id: own.health, section: "1", level: MUST, requirement: It is. }\n',
)
const ofOwn =
  'extends: rfc\nversion: "1"\ntitle: Own\ndescription: Own\nparameters: { settleSeconds: { default: 1 } }\n'
const profile = file('one/profile.yaml', `profile: own\n${ofOwn}files: [my/*.yaml, rules.yaml]\n`)
const target = (name: string, more: string): string => file(`one/${name}`, `issuer: ${server.baseUrl}\n${more}`)
const own = target('target.yaml', 'profile: profile.yaml\n')

it('lint says which times a step may wait', async () => {
  for (const [wait, message] of [
    ['-3', 'wait must be more than 0'],
    ['999999', 'wait must be at most 3600'],
  ] as const) {
    const { code, err } = await grantcheck(['lint', file('w/wait.yaml', scenario('wait', wait))])
    expect([code, err]).toEqual([2, expect.stringContaining(message)])
    expect(err).toContain('fix: Write a number more than 0 and at most 3600.')
  }
})

it.each([
  '-1',
  '99999',
])('a parameter that is no time to wait (%s) is refused before anything is sent', async (seconds) => {
  for (const command of [['run'], ['list', 'scenarios']]) {
    const { code, err } = await grantcheck([...command, own, '--set', `settleSeconds=${seconds}`])
    expect([code, err]).toEqual([2, expect.stringContaining(`parameter settleSeconds is ${seconds}`)])
    expect(err).toContain('fix: Write a number of seconds from 0 to 3600.')
  }
})

it('list requirements knows the profile of the target file', async () => {
  const listed = await grantcheck(['list', 'requirements', own])
  expect([listed.code, listed.out]).toEqual([0, expect.stringContaining('own.health')])
  expect(listed.out).toBe((await grantcheck(['list', 'requirements', '--profile', profile])).out)
})

it('doctor names the hosts that the target file lacks', async () => {
  const { out } = await grantcheck(['doctor', own])
  expect(out).toContain('the target file names no host "admin", which my/health asks')
  expect(out).not.toContain('\nReady to run.\n')
  const named = target('named.yaml', `profile: profile.yaml\nhosts: { admin: ${server.baseUrl} }\n`)
  expect((await grantcheck(['doctor', named])).out).not.toContain('names no host')
})

it('lint warns of them with the same words', async () => {
  const { code, out, err } = await grantcheck(['lint', own])
  expect([code, out]).toEqual([0, expect.stringContaining('1 file in order')])
  expect(err).toMatch(
    /^warning: \S+target\.yaml:\d+:\d+: the target file names no host "admin", which my\/health asks$/mu,
  )
  expect(err).toContain('fix: Add hosts: { admin: https://… } to the target file.')
  const named = target('all.yaml', `profile: profile.yaml\nhosts: { admin: ${server.baseUrl} }\n`)
  expect(await grantcheck(['lint', named])).toMatchObject({ code: 0, err: '' })
  expect(await grantcheck(['lint', profile])).toMatchObject({ code: 0, err: '' })
})

it.each([
  ['./profil.yaml', /typo\.yaml:2:\d+: there is no profile file \S*profil\.yaml/u, 'Did you mean "profile.yaml"?'],
  ['rcf', /typo\.yaml:2:\d+: there is no profile "rcf"/u, 'Did you mean "rfc"?'],
])('a target file with profile: %s gets the line and the nearest name', async (named, message, fix) => {
  const { code, err } = await grantcheck(['run', target('typo.yaml', `profile: ${named}\n`)])
  expect([code, err]).toEqual([2, expect.stringMatching(message)])
  expect(err).toContain(fix)
})

it('a target file in the place of a profile is named as one', async () => {
  const { code, err } = await grantcheck(['explain', 'own.health', '--profile', own])
  expect([code, err]).toEqual([2, expect.stringContaining('target.yaml is a target file, not a profile')])
  expect(err).toContain(`fix: Write --profile ${profile}.`)
  expect(err.match(/fix:/gu)).toHaveLength(1)
})

describe('lint has a fix for', () => {
  it.each([
    ['a colon in a value', file('f/colon.yaml', 'scenario: colon\ntitle: foo: bar\n')],
    ['a quote that is open', file('f/quote.yaml', 'scenario: "quote\n')],
    ['an empty file', file('f/empty.yaml', '')],
    ['an octet that is not UTF-8', file('f/latin.yaml', new Uint8Array([0x61, 0x3a, 0x20, 0xfc]))],
    ['a glob that fits nothing', file('g/glob.yaml', `profile: own\n${ofOwn}files: [none/*.yaml]\n`)],
    ['a rate of 0', file('f/rate.yaml', `issuer: ${server.baseUrl}\nlimits: { rate: 0 }\n`)],
    ['a folder', join(box, 'f')],
    ['a file that is not there', join(box, 'f/none.yaml')],
  ])('%s', async (_, path) => {
    const { code, err } = await grantcheck(['lint', path])
    expect([code, err]).toEqual([2, expect.stringContaining('fix: ')])
  })

  it('a file whose name cannot be an id', async () => {
    const path = file('n/my/kürzer als.yaml', scenario('my/other', '1'))
    const { err } = await grantcheck(['lint', path])
    expect(err).toContain('"my/kürzer als", the name of the file, cannot be an id')
    expect(err).toContain('fix: Rename the file')
  })
})
