import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { startReferenceServer } from '../../fixtures/reference-server/index.ts'

// The command as users have it: the bundle, in a process of its own. `npm test` builds it first.
const command = fileURLToPath(new URL('../../dist/grantcheck.mjs', import.meta.url))
const box = mkdtempSync(join(tmpdir(), 'grantcheck-'))

interface Finished {
  readonly code: number
  readonly out: string
  readonly err: string
}

function grantcheck(...args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [command, ...args],
      { cwd: box, env: { ...process.env, NO_COLOR: '1', CI: 'true' } },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

describe('grantcheck run', () => {
  it('on the embedded default: conformant, three limitations upheld, exit 0', async () => {
    const { code, out, err } = await grantcheck('run')
    expect(code, err).toBe(0)
    expect(out).toContain('CONFORMANT')
    expect(out.match(/ upheld {2,}strong/gu)).toHaveLength(3)
    expect(err).toMatch(/\d+ scenarios, about \d+ requests, \d+ clients to register/u)
  })

  it('--report json validates against the shipped schema and is alone on stdout', async () => {
    const { code, out } = await grantcheck('run', '--report', 'json')
    expect(code).toBe(0)
    const schema = JSON.parse(readFileSync(new URL('../../specs/schemas/report.schema.json', import.meta.url), 'utf8'))
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
    formats.default(ajv)
    const validate = ajv.compile(schema)
    const report = JSON.parse(out)
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true)
    expect(report).toMatchObject({ conclusion: 'conformant', complete: true })
    expect(Object.keys(report).at(-1)).toBe('complete')
  })

  it('judge gives the same report from the evidence, byte for byte', async () => {
    const path = (name: string) => join(box, name)
    expect((await grantcheck('run', '--evidence', path('e.json'), '--report', `json=${path('a.json')}`)).code).toBe(0)
    expect((await grantcheck('judge', path('e.json'), '--report', `json=${path('b.json')}`)).code).toBe(0)
    expect(readFileSync(path('b.json'), 'utf8')).toBe(readFileSync(path('a.json'), 'utf8'))
  })

  it('the same seed sends the same invented data', async () => {
    const names = async () => {
      const file = join(box, 'seeded.json')
      await grantcheck('run', '--seed', '5', '--evidence', file, '--report', `json=${join(box, 'x.json')}`)
      return [...readFileSync(file, 'utf8').matchAll(/client_name\\":\\"([^\\]+)/gu)].map((found) => found[1]).sort()
    }
    const first = await names()
    expect(first.length).toBeGreaterThan(0)
    expect(await names()).toEqual(first)
  })

  it('--dry-run prints requests and sends none', async () => {
    const server = await startReferenceServer({ mode: 'airlock' })
    const { code, out } = await grantcheck('run', server.baseUrl, '--profile', 'airlock-iam', '--dry-run')
    expect(code).toBe(0)
    expect(out).toContain('/auth-login/rest/oauth2/authorization-servers/myAS/token')
    expect(server.requests()).toBe(0)
    await server.close()
  })
})

describe('bad input: exit 2 with a suggestion, and nothing sent', () => {
  it.each([
    [['run', '--tagret', 'x'], /--target|unknown option/u],
    [['rn'], /Did you mean run/u],
    [['run', '--profile', 'airlok-iam'], /Did you mean "airlock-iam"/u],
    [['run', '--set', 'loginapp=/x'], /Did you mean "loginApp"/u],
    [['run', '--set', 'propagationSeconds=soon'], /is a number/u],
    [['run', '--only', 'token/invalid-clent'], /Did you mean "token\/invalid-client"/u],
    [['run', '--report', 'jsn'], /Did you mean "json"/u],
    [['run', '--report', 'json=/proc/nope/x.json'], /cannot write/u],
    [['run', 'no-such-file.yaml'], /neither a URL nor a file/u],
    [['run', 'http://as.example.com'], /fix/u],
    [['run', '--seed', '-1'], /whole number/u],
    [['explain', 'rfc6749.5.2.unsuported-grant-type'], /Did you mean "rfc6749\.5\.2\.unsupported-grant-type"/u],
    [['list', 'scenaros'], /list scenarios/u],
    [['judge', 'nothing.json'], /cannot read/u],
    [['serve', '--mutant', 'nobody'], /nobody/u],
  ])('%j', async (args, message) => {
    const { code, err, out } = await grantcheck(...args)
    expect(err).toMatch(message)
    expect(err + out).not.toMatch(/\n\s+at .+:\d+:\d+/u)
    expect(code).toBe(2)
  })

  it('a target file with several mistakes: all of them, with place and frame', async () => {
    const file = join(box, 'bad.yaml')
    writeFileSync(file, 'issuer: https://as.example\nprofle: rfc\nclient: { client_id: a, client_secret: literal }\n')
    const { code, err } = await grantcheck('run', file)
    expect(code).toBe(2)
    expect(err).toMatch(/bad\.yaml:2:1/u)
    expect(err).toMatch(/did you mean "profile"/iu)
    expect(err).toMatch(/bad\.yaml:3/u)
    expect(err).not.toContain('literal }')
  })
})

describe('interrupt', () => {
  it('Ctrl-C: exit 130, reports and evidence written and marked incomplete, clients deleted', async () => {
    const server = await startReferenceServer({ mode: 'full', delayMs: 150 })
    const [json, evidence] = [join(box, 'cut.json'), join(box, 'cut-evidence.json')]
    const child = spawn(
      process.execPath,
      [command, 'run', server.issuer, '--concurrency', '1', '--report', `json=${json}`, '--evidence', evidence],
      { stdio: 'ignore' },
    )
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    while (server.requests() < 12) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    const report = JSON.parse(readFileSync(json, 'utf8'))
    expect(report).toMatchObject({ complete: false, leftBehind: [] })
    const { exchanges } = JSON.parse(readFileSync(evidence, 'utf8'))
    expect(exchanges.some((exchange: { operation: string }) => exchange.operation === 'delete_client')).toBe(true)
    await server.close()
  })
})

describe('the other commands', () => {
  it('doctor: ready for the embedded server; a closed port is blocking with a fix', async () => {
    const ready = await grantcheck('doctor')
    expect(ready.out).toContain('Ready to run')
    expect(ready.code).toBe(0)
    const closed = await grantcheck('doctor', 'http://127.0.0.1:9')
    expect(closed.out).toMatch(/blocking.*\n.*fix: Start the server/u)
    expect(closed.code).toBe(3)
  })

  it('explain: requirement, source, probe, what passes, what fails', async () => {
    const { code, out } = await grantcheck('explain', 'rfc7009.2.2.unknown-token-200')
    expect(code).toBe(0)
    for (const word of ['RFC 7009 section 2.2', 'Probe', 'Passes', 'Fails', 'Checked by']) expect(out).toContain(word)
  })

  it.each([
    'limitations/revocation',
    'token/invalid-client',
    'airlock-iam',
    'token/invalid-client[client_secret_basic,wrong_secret]:refused:error-member',
  ])('explain %s', async (id) => {
    expect((await grantcheck('explain', id)).code).toBe(0)
  })

  it('list scenarios says what would run and why the rest would not', async () => {
    const { code, out } = await grantcheck('list', 'scenarios', '--profile', 'airlock-iam')
    expect(code).toBe(0)
    expect(out).toMatch(/token\/seed-token\s+runs/u)
  })

  it('lint: the shipped specifications are in order; a bad scenario is shown with a frame', async () => {
    expect((await grantcheck('lint')).code).toBe(0)
    const file = join(box, 'mine.yaml')
    writeFileSync(
      file,
      'scenario: token/mine\ntitle: Mine\nkind: negative\nsteps:\n  - id: a\n    token: {}\n    expct: []\n',
    )
    const { code, err } = await grantcheck('lint', file)
    expect(code).toBe(2)
    expect(err).toMatch(/did you mean "expect"/iu)
    expect(err).toContain('^')
  })

  it('serve lists mutants and variants', async () => {
    const { code, out } = await grantcheck('serve', '--mutant', 'list')
    expect(code).toBe(0)
    expect(out).toMatch(/airlock-plausible/u)
  })
})
