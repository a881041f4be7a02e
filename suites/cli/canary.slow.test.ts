import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatNames } from '../../reports/format.ts'
import { encodeBase64 } from '../decode/base64.ts'
import { encodeBase64Url } from '../decode/base64url.ts'
import { decodeJson, isObject } from '../decode/json.ts'
import { looseBase64, looseHex, looseHtml, loosePercent } from '../decode/loose.ts'
import type { JsonObject } from '../model/json.ts'
import { type ReferenceServer, startReferenceServer } from '../reference-server/index.ts'
import { startRedis } from './fleet/queue/testing.ts'
import { type Finished, grantcheck } from './testing.ts'

// A server says every secret that it has ever seen, in every place and in every encoding. Nothing that is printed or written may have one, however it is read.

/** In every secret that the operator has: whatever is left of one shows it. */
const canary = 'Kan4ri3nV0gel'
const gateway = `x"'<b>${canary}%41&{}\\/;=+~,9`
const session = `s+/${canary}=="7`
const unicode = `pä☃"'<%2F>\\u0041${canary}\u{1f426}&amp;{"a":1}`
const apiKey = `key-${canary}-0815`

const box = mkdtempSync(join(tmpdir(), 'grantcheck-canary-'))
const place = (name: string): string => join(box, name)

/** Ways to write a value that a reader, or a tool, makes the value of again. */
function forms(value: string): readonly string[] {
  const points = [...value].map((each) => each.codePointAt(0) ?? 0)
  return [
    value,
    encodeURI(value),
    encodeURIComponent(value),
    encodeURIComponent(encodeURIComponent(value)),
    encodeBase64(value),
    encodeBase64Url(`a longer text with ${value} in it`),
    encodeBase64(JSON.stringify({ password: value })),
    encodeBase64(encodeBase64(value)),
    Buffer.from(value).toString('hex'),
    points.map((code) => `&#${code};`).join(''),
    points.map((code) => `&#x${code.toString(16)};`).join(''),
    value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll("'", '&#x27;'),
    JSON.stringify(JSON.stringify({ password: value })),
    [...value].reverse().join(''),
    value.toUpperCase(),
  ]
}

const issued = new Set<string>()
/** What the run knows that is going on: nothing can hide a secret that only others know. */
const known: { configured: readonly string[]; issued: boolean; urls: boolean } = {
  configured: [],
  issued: true,
  urls: true,
}
const fresh = new Set<string>()
let turn = 0
/** One after the other: all of them at once would be more than a run keeps of long messages. */
const said = (): readonly string[] => {
  const all = [...known.configured, ...(known.issued ? [...fresh].slice(-3) : [])]
  return all.slice(turn % all.length, (turn % all.length) + 1)
}

/** Each answer with all secrets in it: members of JSON, error descriptions, header fields, URLs, JWT headers and claims. */
function reflecting(incoming: IncomingMessage, outgoing: ServerResponse, answer: () => void): void {
  const chunks: Buffer[] = []
  const end = outgoing.end.bind(outgoing)
  const writeHead = outgoing.writeHead.bind(outgoing)
  let head: { readonly status: number; readonly fields: Record<string, string | string[]> } | undefined
  Object.assign(outgoing, {
    writeHead: (status: number, fields: Record<string, string | string[]> = {}) => {
      head = { status, fields }
      return outgoing
    },
    write: (chunk: Uint8Array) => {
      chunks.push(Buffer.from(chunk))
      return true
    },
    end: (chunk?: Uint8Array | string) => {
      if (chunk !== undefined && typeof chunk !== 'function') chunks.push(Buffer.from(chunk))
      const body = reflected(Buffer.concat(chunks).toString(), incoming)
      const fields = Object.fromEntries(
        Object.entries(head?.fields ?? {}).filter(([name]) => !/^content-length$/iu.test(name)),
      )
      const notes = said()
        .flatMap(forms)
        .map((form) => Buffer.from(form).toString('latin1'))
      const some = notes.filter((note) => /^[\x20-\x7e\xa0-\xff]*$/u.test(note))
      writeHead(head?.status ?? outgoing.statusCode, {
        ...fields,
        'X-Reflected': some,
        'Set-Cookie': `sid=${encodeURIComponent(session)}`,
      })
      return end(body)
    },
  })
  answer()
}

function reflected(text: string, { url = '' }: IncomingMessage): string {
  const json = decodeJson(text)
  if (!json.ok || !isObject(json.value.value))
    return text === '' ? text : `${text}\n${said().flatMap(forms).join('\n')}`
  const members: JsonObject = json.value.value
  for (const name of ['client_secret', 'registration_access_token', 'access_token', 'refresh_token']) {
    const value = members[name]
    if (typeof value === 'string' && value.split('.').length !== 3) {
      issued.add(value)
      fresh.add(value)
    }
  }
  turn += 1
  const { access_token: token, jwks_uri: jwks, error, keys } = members
  const more = {
    ...(typeof token === 'string' ? { access_token: withSecrets(token) } : {}),
    ...(typeof jwks === 'string' && known.urls ? { jwks_uri: `${jwks}?as=${encodeURIComponent(gateway)}` } : {}),
    ...(error === undefined ? {} : { error_description: said().flatMap(forms).join(' ') }),
    ...(keys === undefined && !url.includes('well-known') ? { [gateway]: said().flatMap(forms) } : {}),
    note: said().flatMap(forms),
    nested: {
      password: JSON.stringify({ secrets: said() }),
      service_documentation: `https://x:${apiKey}@as.example/?q=${encodeURIComponent(gateway)}`,
    },
  }
  return JSON.stringify({ ...members, ...more })
}

/** A JWT that says secrets in its header and its claims. Its signature does not fit any more. */
function withSecrets(token: string): string {
  const [header = '', claims = '', signature] = token.split('.')
  if (signature === undefined) return token
  const add = (part: string): string => {
    const json = decodeJson(Buffer.from(part, 'base64url').toString())
    const members = json.ok && isObject(json.value.value) ? json.value.value : {}
    return encodeBase64Url(JSON.stringify({ ...members, leak: said().flatMap(forms) }))
  }
  return `${add(header)}.${add(claims)}.${signature}`
}

/** What is left of a secret in a text, read in every way, one in the other. Empty: nothing. */
function hits(text: string, secrets: readonly string[], depth = 3): readonly string[] {
  const low = text.toLowerCase()
  const mirrored = (value: string): string => [...value].reverse().join('')
  const found = secrets.filter((each) => low.includes(each) || low.includes(mirrored(each)))
  if (found.length > 0) return found.map((each) => around(low, each))
  if (depth === 0) return []
  const readings = new Set<string>()
  for (const plain of [looseHtml(text), loosePercent(text)]) if (plain !== text) readings.add(plain)
  const unescaped = text.replace(/\\(?:u([0-9a-f]{4})|(.))/giu, (_, code?: string, one?: string) =>
    code === undefined ? (one ?? '') : String.fromCharCode(Number(`0x${code}`)),
  )
  if (unescaped !== text) readings.add(unescaped)
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}/gu)) {
    readings.add(looseBase64(run))
    if (/^(?:[0-9a-f]{2})+$/iu.test(run)) readings.add(looseHex(run))
  }
  return [...readings].flatMap((each) => hits(each, secrets, depth - 1))
}

function around(text: string, secret: string): string {
  const at = Math.max(text.indexOf(secret), 0)
  return `... ${text.slice(Math.max(0, at - 120), at + 80)} ...`
}

/** Everything below a folder, unpacked. */
function filesIn(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return []
    const octets = readFileSync(path)
    return [[name, (name.endsWith('.gz') ? gunzipSync(octets) : octets).toString()] as const]
  })
}

let server: ReferenceServer
let env: Readonly<Record<string, string>>
const printed: (readonly [string, Finished])[] = []
/** Runs a command, with more of an environment, and interrupts it when it has said what `endsAfter` fits. */
const saying = async (
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
  endsAfter?: RegExp,
): Promise<Finished> => {
  fresh.clear()
  const named = args[1] ?? ''
  const common = [gateway, session, apiKey]
  known.configured = [
    ...common,
    ...(/refused|key/u.test(named) ? [unicode] : /target/u.test(named) ? [env.CLIENT ?? ''] : []),
  ]
  // Of several runs at once none knows what was issued to another; init knows of no secret at all.
  known.issued = !severalRuns.includes(args[0] ?? '')
  if (args[0] === 'init') known.configured = []
  // A run that has a secret in a URL cannot be certified: nobody can see where the request went.
  known.urls = !named.includes('whole') && args[0] !== 'init'
  const done = await grantcheck(args, { ...env, ...more }, endsAfter)
  printed.push([args.join(' '), done])
  return done
}
const say = (...args: readonly string[]): Promise<Finished> => saying(args)
const severalRuns = ['fleet', 'worker', 'init']
/** Texts in which nothing was found: what is issued later does not stand in them. */
const clean = new Set<string>()
const leaks = (): readonly string[] => {
  const secrets = [canary.toLowerCase(), ...[...issued].map((each) => each.toLowerCase())]
  const texts = [
    ...printed.map(([command, { out, err }]) => [command, out + err] as const),
    ...filesIn(place('out')).map(([name, text]) => [name, text] as const),
  ]
  return texts.flatMap(([name, text]) => {
    const digest = createHash('sha256').update(text).digest('hex')
    const found = clean.has(digest) ? [] : hits(text, secrets)
    if (found.length === 0) clean.add(digest)
    return found.slice(0, 3).map((hit) => `${name}: ${hit}`)
  })
}

const part = [
  '--only',
  'token/*',
  '--only',
  'jwt/*',
  '--only',
  'metadata/*',
  '--only',
  'registration/*',
  '--only',
  'introspection/*',
  '--no-confirm',
]

beforeAll(async () => {
  mkdirSync(place('out'))
  server = await startReferenceServer({ mode: 'full', gateway: reflecting })
  const { client } = await server.enrol()
  issued.add(client.client_secret)
  env = {
    XDG_STATE_HOME: place('out'),
    CLIENT: client.client_secret,
    PASS: gateway,
    COOKIE: `sid=${session}; theme=dark`,
    HARD: unicode,
    KEY: apiKey,
  }
  const headers = `{ token: { X-Gateway-Pass: { env: PASS }, Cookie: { env: COOKIE } }, registration: { X-Gateway-Pass: { env: PASS } }, introspection: { X-Plain: { env: KEY } } }`
  const target = (secret: string): string =>
    `issuer: ${server.issuer}\nprofile: rfc\nclient: { client_id: ${client.client_id}, client_secret: { env: ${secret} } }\nheaders: ${headers}\n`
  writeFileSync(place('target.yaml'), target('CLIENT'))
  writeFileSync(place('refused.yaml'), target('HARD'))
  writeFileSync(place('whole-target.yaml'), target('CLIENT').replace('profile: rfc', 'profile: unstored-tokens'))
  writeFileSync(
    place('literal.yaml'),
    `issuer: ${server.issuer}\nclient: { client_id: me, client_secrets: "${canary}" }\nheaders: { token: { X-Gateway-Pass: "${canary}" , } ]\n`,
  )
  writeFileSync(
    place('wrong.yaml'),
    `issuer: https://me:${canary}@as.test\nclient: { client_id: me, client_secret: "${canary}", method: 1 }\nheaders: { token: { X-Key: ["${canary}"] } }\n`,
  )
  writeFileSync(
    place('key.yaml'),
    `issuer: ${server.issuer}\nclient: { client_id: me, private_key: { env: HARD }, token_endpoint_auth_method: private_key_jwt }\n`,
  )
  writeFileSync(
    place('fleet.yaml'),
    `fleet: All\ntargets:\n  - { target: ${place('target.yaml')}, name: one }\n  - { target: ${place('refused.yaml')}, name: two }\n  - { target: ${place('key.yaml')}, name: three }\n`,
  )
})
afterAll(() => server.close())

describe('no secret leaves, whatever a server says', () => {
  it('by a run, in any format', async () => {
    const reports = formatNames.flatMap((format) => ['--report', `${format}=${place(`out/run.${format}`)}`])
    const keep = ['--evidence', place('out/evidence.json'), '--keep-expired-signatures']
    const done = await say('run', place('target.yaml'), ...part, ...reports, ...keep)
    expect(done.code, done.err).toBeOneOf([0, 1, 3])
    await say('run', place('target.yaml'), '--only', 'token/response', '--verbose')
    await say('run', place('target.yaml'), '--only', 'token/response', '--report', 'ndjson')
    expect(leaks()).toEqual([])
  })

  it('by a run that ends early, and by files that are wrong', async () => {
    for (const name of ['refused', 'literal', 'wrong', 'key']) {
      await say(
        'run',
        place(`${name}.yaml`),
        '--evidence',
        place(`out/${name}.json`),
        '--report',
        `html=${place(`out/${name}.html`)}`,
        '--report',
        'pretty',
      )
      await say('doctor', place(`${name}.yaml`))
      await say('lint', place(`${name}.yaml`))
    }
    await say('run', place('target.yaml'), '--dry-run', '--only', 'token/*')
    await say('run', `http://me:${encodeURIComponent(gateway)}@127.0.0.1:9`)
    await say('run', place('target.yaml'), '--set', 'nothing=1')
    expect(leaks()).toEqual([])
  })

  it('by what is made of evidence', async () => {
    const evidence = place('out/evidence.json')
    for (const format of formatNames)
      await say('judge', evidence, '--report', `${format}=${place(`out/judge.${format}`)}`)
    await say('judge', evidence, '--verbose')
    await say('diff', evidence, place('out/refused.json'))
    await say('baseline', 'update', place('out/baseline.yaml'), evidence)
    await say('site', place('out'), '--out', place('out/site'))
    expect(leaks()).toEqual([])
  })

  it('by doctor, list, explain, read-only runs, fleets and their folders', async () => {
    await say('doctor', place('target.yaml'))
    await say('run', place('target.yaml'), '--read-only', '--only', 'metadata/*', '--only', 'token/response')
    await say('run', place('target.yaml'), '--max-requests', '20', '--only', 'token/*')
    await say(
      'fleet',
      place('fleet.yaml'),
      '--out',
      place('out/fleet'),
      '--only',
      'token/response',
      '--each',
      'html',
      '--each',
      'har',
    )
    await say('cleanup')
    expect(leaks()).toEqual([])
  })

  it('by a certificate of a whole run, and by what is made of it', async () => {
    const [evidence, key, of] = [place('out/whole.json'), place('whole.key'), place('out/whole.bundle.json')]
    const whole = await say('run', place('whole-target.yaml'), '--evidence', evidence, '--challenge', 'a reviewer')
    expect(whole.code, whole.err).toBeOneOf([0, 1, 3])
    await say('keygen', '--out', key)
    issued.add(JSON.parse(readFileSync(key, 'utf8')).d)
    const certified = await say('certify', evidence, '--key', key, '--out', of)
    expect(certified.code, certified.err).toBe(0)
    const verified = await say('verify', of, '--key', `${key}.pub`, '--challenge', 'a reviewer')
    expect(verified.code, verified.err).toBe(0)
    await say('verify', of, '--conformant')
    await say('verify', of, '--key', key)
    await say('verify', of, '--online')
    await say('stamp', of, '--query', place('out/whole.tsq'))
    await say('stamp', of, '--response', evidence)
    await say('verify', place('literal.yaml'))
    await say('certify', place('literal.yaml'), '--key', key, '--out', place('out/none.json'))
    await say('certify', evidence, '--key', place('literal.yaml'), '--out', place('out/none.json'))
    for (const file of [evidence, of, place('literal.yaml')]) {
      await say('diff', place('out/evidence.json'), file, '--format', 'json')
      await say('judge', file, '--profile', place('literal.yaml'))
      await say('baseline', 'update', place('out/whole.yaml'), file)
    }
    await say('run', place('whole-target.yaml'), '--baseline', place('out/whole.yaml'), '--rerun-failed', evidence)
    await say('run', place('whole-target.yaml'), '--baseline', place('literal.yaml'))
    await say('site', place('out'), '--out', place('out/whole-site'))
    expect(leaks()).toEqual([])
  })

  it('by list, explain, init, serve and prove', async () => {
    for (const name of ['target', 'refused', 'literal', 'wrong', 'key']) {
      await say('list', 'scenarios', place(`${name}.yaml`), '--profile', 'rfc', '--format', 'json')
      await say('explain', 'token/response', '--profile', place(`${name}.yaml`))
      await say('list', 'requirements', '--profile', place(`${name}.yaml`))
    }
    await say('list', 'scenarios', `http://me:${encodeURIComponent(gateway)}@127.0.0.1:9`)
    const about = ['--team', 'acme', '--ci', 'github', '--folder']
    const first = await say('init', '--issuer', server.issuer, ...about, place('out/first'))
    expect(first.code, first.err).toBeOneOf([0, 3])
    const withPassword = server.issuer.replace('://', `://me:${encodeURIComponent(gateway)}@`)
    const refused = await say('init', '--issuer', withPassword, ...about, place('out/second'))
    expect(refused.code).not.toBe(0)
    await say('init', '--issuer', withPassword, ...about, place('out/third'), '--no-doctor')
    const keys = place('by-hand')
    await say('keygen', '--alg', 'ES384', '--jwks', '--out', keys)
    const own = JSON.parse(readFileSync(keys, 'utf8'))
    issued.add(own.d)
    writeFileSync(place('private.jwks.json'), JSON.stringify({ keys: [{ ...own, note: unicode }] }))
    for (const file of [`${keys}.jwks.json`, place('private.jwks.json')]) {
      const served = await saying(['serve', '--mode', 'smart', '--jwks', file], {}, /run it/u)
      expect(served.out, served.err).toMatch(/client {4}\S/u)
    }
    await say('serve', '--jwks', place('literal.yaml'), '--mode', 'smart')
    const proved = await say('prove', '--mutant', 'token-cacheable', '--sample', '1', '--part', '1/1')
    expect(proved.code, proved.err).toBe(0)
    await say('prove', '--check', place('literal.yaml'), '--mutant', 'token-cacheable')
    await say('demo', '--only', 'token/response', '--evidence', place('out/demo.json'), '--report', 'har')
    expect(leaks()).toEqual([])
  })

  it('by fuzz', async () => {
    const some = ['--runs', '25', '--shrinks', '8', '--seed', '4']
    const found = await say('fuzz', place('target.yaml'), ...some, '--out', place('out/found.yaml'))
    expect(found.code, found.err).toBeOneOf([0, 1])
    await say('fuzz', place('target.yaml'), ...some, '--report', 'json', '--read-only')
    for (const name of ['refused', 'literal', 'wrong', 'key']) await say('fuzz', place(`${name}.yaml`), ...some)
    expect(leaks()).toEqual([])
  })

  it('by fleets in parts, joined', async () => {
    const brief = ['--only', 'token/response', '--no-confirm']
    for (const part of ['1', '2'])
      await say('fleet', place('fleet.yaml'), '--shard', `${part}/2`, '--out', place(`out/part${part}`), ...brief)
    const parts = [place('out/part1'), place('out/part2')]
    const reports = ['pretty', 'json', 'junit', 'markdown', 'prometheus'].flatMap((format) => [
      '--report',
      `${format}=${place(`out/joined.${format}`)}`,
    ])
    const joined = await say('merge', ...parts, '--out', place('out/joined'), ...reports, '--verbose')
    // One target file has a key that is none.
    expect(joined.code, joined.err).toBe(2)
    expect(readFileSync(place('out/joined.json'), 'utf8')).toMatch(/"two"/u)
    await say('merge', place('literal.yaml'), ...parts, '--out', place('out/joined2'))
    await say('fleet', place('literal.yaml'), '--out', place('out/none'))
    expect(leaks()).toEqual([])
  })

  it('by a queue, its workers, and what they write into Redis', async () => {
    const redis = await startRedis(apiKey)
    const client = new Redis(redis.url, { password: apiKey })
    const watching = await client.monitor()
    const seen: string[] = []
    watching.on('monitor', (_time: string, args: readonly string[]) => seen.push(args.join(' ')))
    const right = { REDIS_PASSWORD: apiKey }
    const job = [
      'fleet',
      place('fleet.yaml'),
      '--queue',
      redis.url,
      '--out',
      place('out/queued'),
      '--only',
      'token/response',
    ]
    const [fleet] = await Promise.all([
      saying(job, right),
      saying(
        ['worker', '--queue', redis.url, '--journal', place('journals'), '--parallel', '1'],
        right,
        /(?:\b(?:one|two|three)\b[\s\S]*){3}/u,
      ),
    ])
    expect(fleet.code, fleet.err).toBe(2)
    const wrong = { REDIS_PASSWORD: gateway }
    await saying(['worker', '--queue', redis.url, '--once'], wrong)
    await saying(job, wrong)
    await saying(['worker', '--queue', redis.url.replace('://', `://:${encodeURIComponent(gateway)}@`), '--once'])
    for (const each of [watching, client]) each.disconnect()
    await redis.stop()
    printed.push(['Redis', { code: 0, out: seen.filter((each) => !/^auth /iu.test(each)).join('\n'), err: '' }])
    expect(seen.length).toBeGreaterThan(20)
    expect(leaks()).toEqual([])
  })

  it('by cleanup, whatever it is given', async () => {
    const journal = place('kept.journal')
    const kept = ['--keep-clients', '--journal', journal, '--evidence', place('out/kept.json')]
    await say('run', place('target.yaml'), '--only', 'token/response', ...kept)
    for (const file of [journal, place('out/kept.json'), place('literal.yaml'), place('nowhere')])
      await say('cleanup', file)
    expect(leaks()).toEqual([])
  })

  it('and the secrets were there to be found', () => {
    expect(issued.size).toBeGreaterThan(5)
    const raw = forms(unicode).join('\n')
    expect(hits(raw, [canary.toLowerCase()])).not.toEqual([])
    for (const secret of [gateway, session, unicode, apiKey])
      for (const form of forms(secret)) expect(hits(form, [canary.toLowerCase()]), form).not.toEqual([])
  })
})
