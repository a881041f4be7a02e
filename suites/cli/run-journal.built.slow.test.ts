import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { aServer } from './fleet/testing.ts'
import { grantcheck } from './testing.ts'

// What only a process of its own shows: it is killed.
const command = fileURLToPath(new URL('../../dist/grantcheck.mjs', import.meta.url))

/** A user whose state folder is empty. */
function aUser(): { readonly env: { readonly XDG_STATE_HOME: string }; readonly journals: string } {
  const home = mkdtempSync(join(tmpdir(), 'grantcheck-state-'))
  return { env: { XDG_STATE_HOME: home }, journals: join(home, 'grantcheck', 'journals') }
}

interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  readonly err: () => string
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, [command, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env, NO_COLOR: '1' },
  })
  let err = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  return { child, ended: new Promise((resolve) => child.once('exit', resolve)), err: () => err }
}

const inventing = ['--profile', 'rfc', '--only', 'registration/*', '--no-confirm', '--concurrency', '1'] as const

describe('a run that is killed', () => {
  it('leaves a journal that only its owner may read, the next run says so, and cleanup leaves nothing', async () => {
    const { env, journals } = aUser()
    const killing: { now?: () => void } = {}
    const server = await aServer({}, ({ method }) => {
      if (method === 'DELETE' || server.clients() >= 6) killing.now?.()
      return undefined
    })
    const { child, ended } = start(['run', server.issuer, ...inventing], env)
    killing.now = () => child.kill('SIGKILL')
    await ended
    killing.now = () => undefined
    expect(server.clients()).toBeGreaterThanOrEqual(6)
    const [name = ''] = readdirSync(journals)
    expect(statSync(join(journals, name)).mode & 0o777).toBe(0o600)

    const next = await grantcheck(
      ['run', server.issuer, '--profile', 'rfc', '--only', 'metadata/*', '--no-confirm'],
      env,
    )
    expect(next.err).toContain(
      `1 run ended before the clients were deleted; to delete them: grantcheck cleanup ${join(journals, name)}`,
    )
    const cleaned = await grantcheck(['cleanup'], env)
    expect(cleaned.out).toMatch(/: \d+ clients deleted, 0 stay/u)
    // The last registration may have been under way; then it has been named.
    expect(server.clients()).toBe(cleaned.out.includes('may be there') ? 1 : 0)
    expect(readdirSync(journals)).toEqual([])
    expect(await grantcheck(['cleanup'], env)).toMatchObject({
      code: 0,
      out: `no run has left a journal in ${journals}: there is nothing to delete\n`,
    })
  })

  it('with --journal: the file stays, and cleanup by its name does its work once', async () => {
    const { env } = aUser()
    const journal = join(mkdtempSync(join(tmpdir(), 'grantcheck-')), 'clients.ndjson')
    const killing: { now?: () => void } = {}
    // At a token request no registration is under way.
    const server = await aServer({}, ({ url = '' }) => {
      if (url.includes('token') && server.clients() > 0) killing.now?.()
      return undefined
    })
    const args = ['--profile', 'rfc', '--only', 'token/*', '--no-confirm', '--concurrency', '1', '--journal', journal]
    const { child, ended } = start(['run', server.issuer, ...args], env)
    killing.now = () => child.kill('SIGKILL')
    await ended
    const clients = server.clients()
    expect(clients).toBeGreaterThan(0)
    expect(await grantcheck(['cleanup', journal], env)).toMatchObject({
      code: 0,
      out: `${server.issuer}: ${clients} clients deleted, 0 stay\n`,
    })
    expect(server.clients()).toBe(0)
    const sent = server.requests()
    expect(await grantcheck(['cleanup', journal], env)).toMatchObject({
      code: 0,
      out: `${server.issuer}: 0 clients deleted, 0 stay\n`,
    })
    expect(server.requests()).toBe(sent)
  })
})

describe('cleanup of several runs that were killed', () => {
  /** Kills a run when its server has clients, and no registration is under way. */
  async function killed(env: Readonly<Record<string, string>>, targetFile?: string) {
    const killing: { now?: () => void } = {}
    const server = await aServer({}, ({ url = '' }) => {
      if (url.includes('token') && server.clients() > 0) killing.now?.()
      return undefined
    })
    if (targetFile !== undefined) writeFileSync(targetFile, `issuer: ${server.issuer}\n`)
    const args = ['--profile', 'rfc', '--only', 'token/*', '--no-confirm', '--concurrency', '1']
    const { child, ended } = start(['run', targetFile ?? server.issuer, ...args], env)
    killing.now = () => child.kill('SIGKILL')
    await ended
    killing.now = () => undefined
    expect(server.clients()).toBeGreaterThan(0)
    return server
  }

  it('goes on after a journal whose target cannot be opened, and needs no target file that is gone', async () => {
    const { env, journals } = aUser()
    const folder = mkdtempSync(join(tmpdir(), 'grantcheck-'))
    const [broken, gone] = [join(folder, 'broken.yaml'), join(folder, 'gone.yaml')]
    const first = await killed(env, broken)
    writeFileSync(broken, 'issuer: [\n')
    const second = await killed(env, gone)
    rmSync(gone)
    const third = await killed(env)

    const { code, out, err } = await grantcheck(['cleanup'], env)
    expect([second.clients(), third.clients()], out + err).toEqual([0, 0])
    expect(out).toContain(`${gone} is gone: the journal was enough`)
    const [name = '', ...others] = readdirSync(journals)
    const journal = join(journals, name)
    expect([code, others]).toEqual([2, []])
    expect(err).toContain(`${journal}: ${first.clients()} client`)
    expect(err).toContain(`grantcheck cleanup ${journal}\n`)

    writeFileSync(broken, `issuer: ${first.issuer}\n`)
    expect((await grantcheck(['cleanup', journal], env)).code).toBe(0)
    expect(first.clients()).toBe(0)
  })

  it('sends no token to an origin that has registered no client', async () => {
    const { env } = aUser()
    const [server, stranger] = [await aServer(), await aServer()]
    const journal = join(mkdtempSync(join(tmpdir(), 'grantcheck-')), 'clients.ndjson')
    const path = join(tmpdir(), 'grantcheck-no-such-target.yaml')
    const job = { id: 'run', target: path, at: { file: path, line: 1, column: 1 }, named: { kind: 'file', path } }
    const client = { id: 'one', uri: `${stranger.baseUrl}/register/one`, token: 'of-another' }
    const lines = [
      { event: 'job', format: 1, job: { ...job, defaults: {}, own: {} }, host: hostname(), pid: 0 },
      { event: 'sending', id: 1, url: `${server.baseUrl}/register` },
      { event: 'registered', id: 1, client },
    ]
    writeFileSync(journal, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    const { code, out } = await grantcheck(['cleanup', journal], env)
    expect([code, stranger.requests()]).toEqual([3, 0])
    expect(out).toContain(`put it back, then: grantcheck cleanup ${journal}`)
  })
})

describe('a run that ends in good order', () => {
  it('leaves no journal', async () => {
    const { env, journals } = aUser()
    const server = await aServer()
    const { code, err } = await grantcheck(['run', server.issuer, ...inventing], env)
    expect(code, err).toBe(0)
    expect([readdirSync(journals), server.clients()]).toEqual([[], 0])
  })

  it('after Ctrl-C: a registration whose answer is slow is not lost', async () => {
    const { env, journals } = aUser()
    const server = await aServer({ delayMs: 700 })
    const { child, ended, err } = start(
      ['run', server.issuer, '--profile', 'rfc', '--only', 'registration/*', '--no-confirm'],
      env,
    )
    while (server.requests() < 8) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect([server.clients(), readdirSync(journals)], err()).toEqual([0, []])
  })

  it('keeps the journal where clients could not be deleted, and says where', async () => {
    const { env, journals } = aUser()
    const holding = { deletes: true }
    const server = await aServer({}, ({ method }) => holding.deletes && method === 'DELETE')
    const { err } = await grantcheck(
      ['run', server.issuer, '--profile', 'rfc', '--only', 'token/*', '--no-confirm'],
      env,
    )
    const [name = ''] = readdirSync(journals)
    const journal = join(journals, name)
    expect(err).toMatch(/\d+ clients? could not be deleted: grantcheck cleanup /u)
    expect(err).toContain(journal)
    holding.deletes = false
    expect((await grantcheck(['cleanup', journal], env)).code).toBe(0)
    expect(server.clients()).toBe(0)
  })

  it('keeps its journal among the temporary files where the home of the user cannot be written', async () => {
    const home = join(mkdtempSync(join(tmpdir(), 'grantcheck-')), 'file')
    writeFileSync(home, '')
    const server = await aServer()
    const { code, err } = await grantcheck(['run', server.issuer, ...inventing], { HOME: home })
    expect(code, err).toBe(0)
    expect(err).not.toContain('journal')
    const nowhere = await grantcheck(['run', server.issuer, ...inventing], { XDG_STATE_HOME: home })
    expect(nowhere.code, nowhere.err).toBe(0)
    expect(nowhere.err).toMatch(
      /^no journal can be kept in \S+ \(ENOTDIR\): if this run is killed, nothing can clean up the clients that it leaves behind\. Name another place: --journal FILE, or a folder as XDG_STATE_HOME$/mu,
    )
  })

  it('says so once and goes on where nothing can be made in the state folder, or not any more', async () => {
    const { env, journals } = aUser()
    const nowhere = await grantcheck(['run', (await aServer()).issuer, ...inventing], { XDG_STATE_HOME: '/proc/none' })
    expect([nowhere.code, nowhere.err.match(/no journal can be kept/gu)?.length], nowhere.err).toEqual([0, 1])

    const server = await aServer({}, ({ url = '' }) => {
      if (!url.includes('register') && existsSync(journals) && statSync(journals).isDirectory()) {
        rmSync(journals, { recursive: true })
        writeFileSync(journals, '')
      }
      return undefined
    })
    const { code, err } = await grantcheck(['run', server.issuer, ...inventing], env)
    expect([code, server.clients()], err).toEqual([0, 0])
    expect(err.match(/^no journal can be kept in \S+ \(\w+\): if this run is killed, /gmu)).toHaveLength(1)
    expect(err).not.toContain('.ts:')
  })

  it('removes no device', async () => {
    const { code, err } = await grantcheck(['run', 'http://127.0.0.1:9', '--journal', '/dev/null'], aUser().env)
    expect([code, err.includes('/dev/null is not a file: no journal can be kept in it')], err).toEqual([2, true])
  })

  it('does not write into a file that is something else', async () => {
    const { env } = aUser()
    const notes = join(mkdtempSync(join(tmpdir(), 'grantcheck-')), 'notes.txt')
    writeFileSync(notes, 'mine\n')
    const { code, err } = await grantcheck(['run', 'http://127.0.0.1:9', '--journal', notes], env)
    expect([code, existsSync(notes)]).toEqual([2, true])
    expect(err).toContain('is not a journal')
  })
})
