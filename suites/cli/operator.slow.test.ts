import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { trustedJson } from '../decode/trusted.ts'
import { folderOf } from '../load/testing/folder.ts'
import type { Report } from '../model/report.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { grantcheck } from './testing.ts'

/** What a tester's own slip must never turn into a verdict about a server. */
describe('a target that is not named', () => {
  it.each(['run', 'run --dry-run', 'doctor'])('%s: exit 2 where CI is set, with the way out', async (line) => {
    const { code, out, err } = await grantcheck(line.split(' '), { CI: 'true' })
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/there is no target.*grantcheck demo/su)
  })

  it('the name that a variable leaves empty is none, anywhere', async () => {
    expect((await grantcheck(['run', ''])).code).toBe(2)
  })

  it('demo is the embedded run, also where CI is set, and repeats as demo', async () => {
    const { code, out } = await grantcheck(['demo', '--only', 'token/*', '--report', 'json'], { CI: '1' })
    expect(code, out).toBe(0)
    expect(JSON.parse(out).target.named).toBe('the embedded reference server')
  })

  it('CI=false is no CI', async () => {
    expect((await grantcheck(['run', '--only', 'token/seed-token', '--quiet'], { CI: 'false' })).code).toBe(0)
  })
})

describe('an issuer that differs by a slash at its end', () => {
  const servers = [
    ['with a slash', { paths: { issuer: '/' } }],
    ['without', {}],
    ['with a path and a slash', { paths: { issuer: '/t/', metadata: '/.well-known/oauth-authorization-server/t' } }],
  ] as const
  const otherwise = (issuer: string): string => (issuer.endsWith('/') ? issuer.slice(0, -1) : `${issuer}/`)

  it('typed: the verdicts of a whole run are those of the issuer itself, and a note tells of it', async () => {
    const server = await startReferenceServer({ mode: 'full', paths: { issuer: '/' } })
    const report = async (typed: string): Promise<Report> => {
      const { code, out, err } = await grantcheck(['run', typed, '--profile', 'rfc', '--seed', '1', '--report', 'json'])
      expect(code, err).toBe(0)
      return trustedJson(out)
    }
    const typed = otherwise(server.issuer)
    const [asItIs, slipped] = [await report(server.issuer), await report(typed).finally(server.close)]
    const { totals, conclusion, notes = [] } = asItIs
    expect(slipped).toMatchObject({ totals, conclusion, target: { named: typed, issuer: server.issuer } })
    const note = `the issuer is ${server.issuer}, as the server names itself; what was asked for, ${typed}, differs by the slash at its end`
    expect([notes.includes(note), slipped.notes?.includes(note)]).toEqual([false, true])
  })

  it.each(
    servers,
  )('stated in a target file: exit 3 with the line to write, which is all it takes (%s)', async (_, options) => {
    const server = await startReferenceServer({ mode: 'full', ...options })
    const stated = otherwise(server.issuer)
    const folder = await folderOf({ 'target.yaml': `issuer: ${stated}\nprofile: rfc\n` })
    const [file, evidence] = [join(folder, 'target.yaml'), join(folder, 'evidence.json')]
    const { code, out } = await grantcheck(['run', file, '--evidence', evidence, '--report', 'json'])
    const line = `issuer: ${server.issuer}`
    const report: Report = trustedJson(out)
    expect(code).toBe(3)
    expect(report.because).toBe(
      `the metadata document names the issuer ${server.issuer}, and ${file} names ${stated}: they differ by the slash at the end (RFC 8414 section 3.3). Where the server is wrong, correct its metadata; where it is right, write into ${file}: ${line}`,
    )
    expect(report.notes).not.toContain(report.because)
    expect(report.totals).toMatchObject({ pass: 0, fail: 0, warn: 0, error: 0 })
    expect((await grantcheck(['judge', evidence, '--report', 'json'])).out).toBe(out)
    await writeFile(file, `${line}\nprofile: rfc\n`)
    const again = await grantcheck(['run', file, '--only', 'metadata/*', '--quiet']).finally(server.close)
    expect(again.code, again.out).toBe(0)
  })
})

describe('a secret that cannot be told from ordinary text', () => {
  it.each(['run', 'doctor'])('%s: exit 2 before anything is sent, and the secret is not repeated', async (command) => {
    const folder = await folderOf({
      'target.yaml': 'issuer: http://127.0.0.1:9\nclient: { client_id: a, client_secret: { env: WEAK } }\n',
    })
    const { code, out, err } = await grantcheck([command, `${folder}/target.yaml`], { WEAK: 'elephant' })
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/target\.yaml:2:\d+.*the secret in WEAK is a single word.*allowWeakSecrets: true/su)
    expect(err).not.toContain('elephant')
  })
})

describe('a proof of some mutants', () => {
  it.each(['--page', '--check'])('is no page of all: %s is refused, and the page stays as it was', async (option) => {
    const folder = await folderOf({ 'proof.md': 'all mutants' })
    const page = `${folder}/proof.md`
    const { code, err } = await grantcheck(['prove', '--mutant', 'token-as-text', option, page])
    expect(err).toContain(
      'fix: Leave out --mutant, or try some without a page: grantcheck prove --mutant token-as-text',
    )
    expect([code, await readFile(page, 'utf8')]).toEqual([2, 'all mutants'])
  })
})

describe('a run of a part of a profile', () => {
  it('gets no badge of the profile', async () => {
    const { code, out } = await grantcheck(['run', '--only', 'token/seed-token', '--report', 'badge'])
    expect(code).toBe(0)
    expect(out).toContain('partial run, nothing failed')
    expect(out).not.toMatch(/airlock-iam|\bconformant/u)
  })
})

describe('a proxy that the environment names', () => {
  /** Answers every CONNECT with this status. */
  async function refusing(status: number): Promise<Server> {
    const proxy = createServer()
    proxy.on('connect', (_request, socket) => socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`))
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  it.each([
    [
      'is not there',
      undefined,
      /^.*no proxy answers at https:\/\/as\.corp\.test: the proxy http:\/\/127\.0\.0\.1:9 \(HTTPS_PROXY\) does not/mu,
      /Start the proxy/u,
    ],
    [
      'wants credentials',
      407,
      /proxy wants credentials at .* answered 407 to CONNECT/u,
      /HTTPS_PROXY=http:\/\/USER:PASSWORD@/u,
    ],
    [
      'does not pass the host',
      403,
      /proxy refuses host at .* answered 403 to CONNECT/u,
      /Let the proxy pass this host and port/u,
    ],
    [
      'does not find the server',
      502,
      /proxy finds nothing at .* answered 502 to CONNECT/u,
      /host and port of the URL/u,
    ],
  ])('and that %s: run and doctor say so, and what to change', async (_, status, says, fix) => {
    const proxy = status === undefined ? undefined : await refusing(status)
    const { port }: Pick<AddressInfo, 'port'> = Object(proxy?.address() ?? { port: 9 })
    for (const command of ['run', 'doctor']) {
      const env = { HTTPS_PROXY: `http://user:hidden-word@127.0.0.1:${port}` }
      const { code, out, err } = await grantcheck([command, 'https://as.corp.test'], env)
      const text = `${out}${err}`.replaceAll(/\s+/gu, ' ')
      expect([code, text]).toEqual([3, expect.stringMatching(says)])
      expect(text).toMatch(fix)
      expect(text).toMatch(/NO_PROXY/u)
      expect(text).not.toMatch(/Start the server|hidden-word/u)
    }
    proxy?.close()
  })
})
