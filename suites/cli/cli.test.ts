import { createPrivateKey } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { startServer } from '../embedded/embedded.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { grantcheck } from './testing.ts'

const box = mkdtempSync(join(tmpdir(), 'grantcheck-'))

const path = (name: string): string => join(box, name)
const written = (name: string): string => readFileSync(path(name), 'utf8')

// One whole run of the embedded server; what options change is tried on a part of it.
const part = ['run', '--only', 'token/seed-token'] as const
const whole = await grantcheck([
  ...['run', '--evidence', path('good.json')],
  ...['--report', 'pretty', '--report', `json=${path('good-report.json')}`],
])

describe('grantcheck run', () => {
  it('on the embedded default: conformant, three limitations upheld, exit 0', () => {
    const { code, out, err } = whole
    expect(code, err).toBe(0)
    expect(out).toContain('CONFORMANT')
    expect(out.match(/ upheld {2,}strong/gu)).toHaveLength(3)
    expect(err).toMatch(/\d+ scenarios, about \d+ requests, \d+ clients to register/u)
  })

  it('--report json validates against the shipped schema', () => {
    const schema = JSON.parse(readFileSync(new URL('../../specs/schemas/report.schema.json', import.meta.url), 'utf8'))
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
    formats.default(ajv)
    const validate = ajv.compile(schema)
    const report = JSON.parse(written('good-report.json'))
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true)
    expect(report).toMatchObject({ conclusion: 'conformant', complete: true })
    expect(Object.keys(report).at(-1)).toBe('complete')
  })

  it('judge gives the same report from the evidence, byte for byte', async () => {
    expect((await grantcheck(['judge', path('good.json'), '--report', `json=${path('again.json')}`])).code).toBe(0)
    expect(written('again.json')).toBe(written('good-report.json'))
  })

  it('the same seed sends the same invented data', async () => {
    const names = async () => {
      await grantcheck([
        ...part,
        '--seed',
        '5',
        '--evidence',
        path('seeded.json'),
        '--report',
        `json=${path('x.json')}`,
      ])
      return [...written('seeded.json').matchAll(/client_name\\":\\"([^\\]+)/gu)].map((found) => found[1]).sort()
    }
    const first = await names()
    expect(first.length).toBeGreaterThan(0)
    expect(await names()).toEqual(first)
  })

  it('--report json is alone on stdout', async () => {
    const { code, out } = await grantcheck([...part, '--report', 'json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ conclusion: 'conformant', complete: true })
  })

  it('--no-confirm is recorded, and told', async () => {
    const { out } = await grantcheck([...part, '--no-confirm', '--evidence', path('unconfirmed.json')])
    expect(JSON.parse(written('unconfirmed.json')).run.confirmed).toBe(false)
    expect(out).toContain('--no-confirm')
  })

  it('--dry-run prints requests and sends none', async () => {
    const server = await startReferenceServer({ mode: 'airlock' })
    const { code, out } = await grantcheck(['run', server.baseUrl, '--profile', 'airlock-iam', '--dry-run'])
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
    [['explain', 'constructor'], /unknown id "constructor"/u],
    [['explain', 'my/health'], /unknown id "my\/health"\n.*one of your own needs --profile FILE/u],
    [['run', '--profile', 'constructor'], /there is no profile "constructor"/u],
    [['run', '--set', 'constructor=1'], /has no parameter "constructor"/u],
    [['explain', 'rfc6749.5.2.unsuported-grant-type'], /Did you mean "rfc6749\.5\.2\.unsupported-grant-type"/u],
    [['list', 'scenaros'], /list scenarios/u],
    [['judge', 'nothing.json'], /cannot read/u],
    [['serve', '--mutant', 'nobody'], /nobody/u],
  ])('%j', async (args, message) => {
    const { code, err, out } = await grantcheck(args)
    expect(err).toMatch(message)
    expect(err + out).not.toMatch(/\n\s+at .+:\d+:\d+/u)
    expect(code).toBe(2)
  })

  it('a target file with several mistakes: all of them, with place and frame', async () => {
    const file = join(box, 'bad.yaml')
    writeFileSync(file, 'issuer: https://as.example\nprofle: rfc\nclient: { client_id: a, client_secret: literal }\n')
    const { code, err } = await grantcheck(['run', file])
    expect(code).toBe(2)
    expect(err).toMatch(/bad\.yaml:2:1/u)
    expect(err).toMatch(/did you mean "profile"/iu)
    expect(err).toMatch(/bad\.yaml:3/u)
    expect(err).not.toContain('literal }')
  })
})

describe('the other commands', () => {
  it('doctor: ready for the embedded server; a closed port is blocking with a fix', async () => {
    const ready = await grantcheck(['doctor'])
    expect(ready.out).toContain('Ready to run')
    expect(ready.code).toBe(0)
    const closed = await grantcheck(['doctor', 'http://127.0.0.1:9'])
    expect(closed.out).toMatch(/blocking.*\n.*fix: Start the server/u)
    expect(closed.code).toBe(3)
  })

  it('explain says what force a requirement has', async () => {
    const { out } = await grantcheck(['explain', 'rfc7591.2.grant-types-default'])
    expect(out.replaceAll(/\s+/gu, ' ')).toContain('(follows from the text, no keyword of its own)')
  })

  it('explain says to whom a requirement is addressed, if not to the authorization server', async () => {
    const { out } = await grantcheck(['explain', 'mcp.protected-resource-metadata'])
    expect(out).toContain('Addressed to\n  resource server')
  })

  it('explain: a published vulnerability, by each of its names', async () => {
    const { code, out } = await grantcheck(['explain', 'CVE-2026-9704'])
    expect(code).toBe(0)
    expect(out).toContain('What it looks like over HTTP')
    expect((await grantcheck(['explain', 'GHSA-rr5q-3xwr-f323'])).out).toBe(out)
    const seen = await grantcheck(['explain', 'CVE-2022-21449'])
    expect(seen.out).toMatch(/Checked by\n.*assertion\/ecdsa-form/u)
  })

  it('explain says which requests of a scenario the server may refuse, and which sentence allows it', async () => {
    const { out } = await grantcheck(['explain', 'assertion/accepted'])
    expect(out).toMatch(
      /Requests that the server may refuse\n\s+far_exp: The server may reject a time of expiry that is unreasonably far away\.\s+\(rfc7523\.3\.exp-too-far\)/u,
    )
  })

  it('explain: what a violation counts as, by profile', async () => {
    const { out } = await grantcheck(['explain', 'rfc7592.2.2.client-id-must-match'])
    expect(out).toMatch(/What a violation counts as\n +rfc, .*: a warning \(The keyword binds the client/u)
  })

  it('explain: requirement, source, probe, what passes, what fails', async () => {
    const { code, out } = await grantcheck(['explain', 'rfc7009.2.2.unknown-token-200'])
    expect(code).toBe(0)
    for (const word of ['RFC 7009 section 2.2', 'Probe', 'Passes', 'Fails', 'Checked by']) expect(out).toContain(word)
  })

  it.each([
    'limitations/revocation',
    'token/invalid-client',
    'airlock-iam',
    'token/invalid-client[client_secret_basic,wrong_secret]:refused:error-member',
  ])('explain %s', async (id) => {
    expect((await grantcheck(['explain', id])).code).toBe(0)
  })

  it('list scenarios says what would run and why the rest would not', async () => {
    const { code, out } = await grantcheck(['list', 'scenarios', '--profile', 'airlock-iam'])
    expect(code).toBe(0)
    expect(out).toMatch(/token\/seed-token\s+runs/u)
  })

  it('lint: a bad scenario is shown with a frame', async () => {
    const file = join(box, 'mine.yaml')
    writeFileSync(
      file,
      'scenario: token/mine\ntitle: Mine\nkind: negative\nsteps:\n  - id: a\n    token: {}\n    expct: []\n',
    )
    const { code, err } = await grantcheck(['lint', file])
    expect(code).toBe(2)
    expect(err).toMatch(/did you mean "expect"/iu)
    expect(err).toContain('^')
  })

  it('what has a wrong name is told what comes near', async () => {
    const fix = async (...args: string[]) => (await grantcheck(args)).err
    expect(await fix('serve', '--mutant', 'expires-in-disagres')).toContain('Did you mean "expires-in-disagrees"?')
    expect(await fix('prove', '--mutant', 'expires-in-disagres')).toContain('Did you mean "expires-in-disagrees"?')
    expect(await fix('run', '--only', 'tokn/*')).toContain('Did you mean "token/*"?')
    expect(await fix('list', 'scenario')).toContain('Did you mean "scenarios"?')
    expect(await fix('explain', 'tokn/invalid-client')).toContain('Did you mean "token/invalid-client"?')
  })

  it('serve prints the command that sees what it serves, and refuses a port in use and a mode that the mutant has not', async () => {
    const served = await grantcheck(['serve', '--mutant', 'expires-in-disagrees'], {}, /run it.*\n/u)
    expect(served.code).toBe(0)
    const [, file = '', rest = ''] = /run it {4}grantcheck run '(\S+)' (.*)/u.exec(served.out) ?? []
    expect(rest).toMatch(/^--profile \S+ --only token\//u)
    // Its target file goes with the server.
    expect(file).toMatch(/target\.yaml$/u)
    expect(existsSync(dirname(file))).toBe(false)
    const server = await startServer({ mode: 'airlock' })
    const { port } = new URL(server.baseUrl)
    const busy = await grantcheck(['serve', '--port', port])
    expect(busy).toMatchObject({ code: 2 })
    expect(busy.err).toContain(`port ${port} of 127.0.0.1 is in use`)
    await server.close()
    const mode = await grantcheck(['serve', '--mutant', 'expires-in-disagrees', '--mode', 'full'])
    expect(mode.err).toContain('breaks a rule of the airlock server')
  })

  it('serve lists mutants and variants', async () => {
    const { code, out } = await grantcheck(['serve', '--mutant', 'list'])
    expect(code).toBe(0)
    expect(out).toMatch(/airlock-plausible/u)
  })
})

describe('keys and reports, as a user meets them', () => {
  it('keygen --alg makes the key of a client, and a JWK Set without anything private in it', async () => {
    const made = await grantcheck(['keygen', '--alg', 'RS384', '--jwks', '--out', path('CLIENT')])
    expect(made.code, made.err).toBe(0)
    expect(made.out).toContain(`private_key: { file: ${path('CLIENT')} }`)
    expect(statSync(path('CLIENT')).mode & 0o777).toBe(0o600)
    const { keys } = JSON.parse(readFileSync(path('CLIENT.jwks.json'), 'utf8'))
    const secret = JSON.parse(readFileSync(path('CLIENT'), 'utf8'))
    expect(Object.keys(keys[0]).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    expect(secret).toMatchObject({ ...keys[0], alg: 'RS384', use: 'sig' })
    expect(createPrivateKey({ key: secret, format: 'jwk' }).asymmetricKeyDetails?.modulusLength).toBe(2048)
    const alone = ['keygen', '--alg', 'ES384', '--out', path('EC')]
    expect((await grantcheck(alone)).code).toBe(0)
    expect(JSON.parse(readFileSync(path('EC.pub'), 'utf8'))).toMatchObject({ kty: 'EC', crv: 'P-384', alg: 'ES384' })
    expect(await grantcheck(alone)).toMatchObject({ code: 2, err: /is there already/u })
    expect(await grantcheck(['keygen', '--jwks', '--out', path('X')])).toMatchObject({
      code: 2,
      err: /--jwks needs --alg/u,
    })
    expect(await grantcheck(['keygen', '--alg', 'ES256', '--days', '3', '--out', path('X')])).toMatchObject({ code: 2 })
  })

  it('ndjson is written while the run goes on, "finished" last', async () => {
    const { code, out } = await grantcheck([...part, '--report', 'ndjson'])
    expect(code).toBe(0)
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).event)
    expect([events[0], events.at(-1)]).toEqual(['started', 'finished'])
    expect(events.indexOf('exchange')).toBeLessThan(events.indexOf('driven'))
  })

  it('github: annotations on stdout, the summary where GitHub says', async () => {
    const summary = path('summary.md')
    await grantcheck([...part, '--report', 'github', '--quiet'], { GITHUB_STEP_SUMMARY: summary })
    expect(readFileSync(summary, 'utf8')).toContain('## grantcheck: partial run, nothing failed')
  })
})
