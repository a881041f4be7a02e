import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { endingServers } from '../drive/testing/runs.ts'
import { grantcheck } from './testing.ts'

const page = await readFile(new URL('../../docs/language.md', import.meta.url), 'utf8')
/** An example of docs/language.md. */
const example = (name: string): string => {
  const found = /```yaml\n(.*?)```/su.exec(page.slice(page.indexOf(`\`${name}\``)))?.[1]
  if (found === undefined) throw new Error(`docs/language.md has no ${name}`)
  return found
}

const { start } = endingServers()
let folder: string
const path = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grantcheck-own-'))
  await mkdir(path('my'))
  for (const name of ['health', 'error-headers', 'tenants'])
    await writeFile(path(`my/${name}.yaml`), example(`my/${name}.yaml`))
  await writeFile(path('rules.yaml'), rules)
  await writeFile(path('profile.yaml'), profile)
})
afterEach(async () => rm(path('target.yaml'), { force: true }))
afterAll(async () => rm(folder, { recursive: true }))

const rules = `rules: Acme platform rules
requirements:
  - { id: acme.health.ready, section: "1", level: MUST, requirement: The server is ready. }
  - { id: acme.errors.request-id, section: "2", level: MUST, requirement: Errors have an id. }
  - { id: acme.tenants.keys, section: "3", level: MUST, requirement: Tenants publish keys. }
`
const profile = `profile: own
extends: rfc
version: "1"
title: Own rules
description: Own rules
files: [my/*.yaml, rules.yaml]
parameters: { tenants: { default: [main] } }
`
const file = (url: string, more = ''): string => `issuer: ${url}
profile: ./profile.yaml
endpoints: { registration: ${url}/register, token: ${url}/token }
${more}`

async function run(url: string, only: string, more?: string, ...options: readonly string[]) {
  await writeFile(path('target.yaml'), file(url, more))
  return grantcheck(['run', path('target.yaml'), '--only', only, '--seed', '1', ...options])
}

describe('the examples of docs/language.md', () => {
  it('are in order', async () => {
    const linted = await grantcheck(['lint', path('profile.yaml')])
    expect(linted.code, linted.err).toBe(0)
  })

  it.each([
    [200, 0],
    [503, 1],
    [302, 1],
    [429, 3],
  ])('health: a server that answers %i', async (status, code) => {
    const server = await start(({ path: asked }) =>
      asked === '/health' ? { status, headers: { 'content-type': 'text/html' }, json: {} } : undefined,
    )
    const ran = await run(server.url, 'my/health')
    expect(ran.code, ran.out + ran.err).toBe(code)
    if (code === 1) expect(ran.out).toContain('acme.health.ready  MUST, Acme platform rules section 1')
  })

  it('health: no answer at all is no verdict about the server', async () => {
    const server = await start(({ path: asked }) => (asked === '/health' ? new Promise(() => {}) : undefined))
    expect((await run(server.url, 'my/health', '', '--timeout', '500')).code).toBe(3)
  })

  it.each([
    [{ 'x-request-id': 'r1' }, 0],
    [{}, 1],
  ])('error-headers: a server whose errors have %o', async (headers, code) => {
    const server = await start(({ path: asked, headers: sent }) =>
      asked === '/token' && sent.authorization === undefined
        ? { status: 401, headers, json: { error: 'invalid_client' } }
        : undefined,
    )
    const ran = await run(server.url, 'my/error-headers')
    expect(ran.code, ran.out + ran.err).toBe(code)
    if (code === 1) expect(ran.out).toContain('acme.errors.request-id  MUST, Acme platform rules section 2')
  })

  it('tenants: each value of the target file is a row, also in --only, in --set and in the plan', async () => {
    const server = await start(({ path: asked }) =>
      asked.startsWith('/tenants/keys') ? { json: { keys: asked.includes('beta') ? [] : [{ kty: 'EC' }] } } : undefined,
    )
    const both = await run(server.url, 'my/tenants', 'parameters: { tenants: [alpha, beta] }')
    expect(both.code, both.out + both.err).toBe(1)
    expect(both.out).toContain('my/tenants[beta]')
    const one = await run(server.url, 'my/tenants[alpha]', 'parameters: { tenants: [alpha, beta] }')
    expect(one.code, one.out + one.err).toBe(0)
    expect((await run(server.url, 'my/tenants', '', '--set', 'tenants=alpha,gamma')).code).toBe(0)
    expect((await run(server.url, 'my/tenants', '', '--set', 'tenants=alpha,beta')).code).toBe(1)
    const text = await run(server.url, 'my/tenants', 'parameters: { tenants: alpha }')
    expect([text.code, text.err]).toEqual([2, expect.stringContaining('parameter tenants is a list, not a string')])
  })

  it('a secret header field of a host is taken from the environment, sent there, and shown nowhere', async () => {
    const key = 'Zk3-9fQ2mX81-of-the-management-api'
    const server = await start(({ path: asked }) => (asked === '/manage/health' ? { json: {} } : undefined))
    const hosts = `hosts: { management: { url: "${server.url}/manage", headers: { X-Api-Key: { env: MANAGEMENT_KEY } } } }`
    await writeFile(
      path('my/managed.yaml'),
      example('my/health.yaml').replace('my/health', 'my/managed').replace('{ path:', '{ host: management, path:'),
    )
    const missing = await run(server.url, 'my/managed', hosts)
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('MANAGEMENT_KEY')])
    const outputs = ['html', 'har', 'json'].flatMap((format) => ['--report', `${format}=${path(`out.${format}`)}`])
    const again = (...more: readonly string[]) =>
      grantcheck(['run', path('target.yaml'), '--only', 'my/managed', ...more], { MANAGEMENT_KEY: key })
    const ran = await again(...outputs, '--evidence', path('managed.json'))
    const dry = await again('--dry-run')
    await rm(path('my/managed.yaml'))
    expect(ran.code, ran.err).toBe(0)
    expect(server.asked.find(({ path: asked }) => asked === '/manage/health')?.headers['x-api-key']).toBe(key)
    const files = await Promise.all(
      ['out.html', 'out.har', 'out.json', 'managed.json'].map((name) => readFile(path(name), 'utf8')),
    )
    expect([dry.out, ran.out, ran.err, ...files].filter((text) => text.includes(key))).toEqual([])
  })

  it('tenants: a recording is judged again with the rows that it was made with', async () => {
    const server = await start(({ path: asked }) =>
      asked.startsWith('/tenants/keys') ? { json: { keys: asked.includes('beta') ? [] : [{ kty: 'EC' }] } } : undefined,
    )
    const evidence = path('evidence.json')
    const more = ['--evidence', evidence, '--report', `json=${path('first.json')}`]
    await run(server.url, 'my/tenants', 'parameters: { tenants: [alpha, beta] }', ...more)
    const again = await grantcheck(['judge', evidence, '--profile', path('profile.yaml'), '--report', 'json'])
    const verdicts = (text: string) => JSON.parse(text).checks
    expect(again.code, again.err).toBe(1)
    expect(verdicts(again.out)).toEqual(verdicts(await readFile(path('first.json'), 'utf8')))
  })
})
