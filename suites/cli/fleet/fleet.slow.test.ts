import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { trustedJson } from '../../decode/trusted.ts'
import type { FleetIndex } from '../../model/fleet.ts'
import { grantcheck } from '../testing.ts'
import { aServer, box } from './testing.ts'

/** A part of a run that takes a moment: fleets are about many of them. */
const brief = ['--only', 'token/grant-type', '--no-confirm']
const badToken = { rules: { sensitiveHeaders: () => ({}) } }

const indexIn = (out: string): FleetIndex => trustedJson(readFileSync(join(out, 'fleet.json'), 'utf8'))
const outcomesIn = (out: string) => Object.fromEntries(indexIn(out).entries.map(({ id, outcome }) => [id, outcome]))

describe('a fleet', () => {
  it('runs URLs, files and globs, with defaults and overrides; what cannot be opened stops nobody', async () => {
    const [good, bad, tenant] = [await aServer(), await aServer(badToken), await aServer()]
    const folder = await box({
      'fleet.yaml': {
        fleet: 'Some of everything',
        targets: [
          { target: good.issuer, name: 'good' },
          { issuer: bad.issuer, name: 'bad' },
          'tenants/*.yaml',
          { target: 'http://127.0.0.1:1', name: 'dead' },
        ],
        defaults: { profile: 'rfc', scope: 'read write', limits: { timeout: 5000 } },
        perHost: { rate: 1000 },
      },
      'tenants/one.yaml': `issuer: ${tenant.issuer}\nscope: read\n`,
      'tenants/secret.yaml': `issuer: ${tenant.issuer}\nclient:\n  client_id: a\n  client_secret: { env: NO_SUCH }\n`,
    })
    const out = join(folder, 'out')
    const args = ['fleet', join(folder, 'fleet.yaml'), '--out', out, '--only', 'token/response', '--no-confirm']
    const { code, out: table, err } = await grantcheck([...args, '--each', 'html'])
    expect(outcomesIn(out)).toEqual({
      good: 'conformant',
      bad: 'nonconformant',
      'tenants-one': 'conformant',
      'tenants-secret': 'unopened',
      dead: 'inconclusive',
    })
    expect(code).toBe(1)
    expect(indexIn(out)).toMatchObject({ complete: true, open: [], exitCode: 1, fleet: { targets: 5 } })
    expect(table).toMatch(/nonconformant +bad +1 fail/u)
    expect(table).toMatch(/unopened +tenants-secret\n.*secret\.yaml:4:.*\n?.*NO_SUCH/u)
    expect(table).toContain('1 nonconformant, 1 unopened, 1 inconclusive, 2 partial run: nothing failed')
    expect(err).toMatch(/nonconformant +bad .*\/5 targets/u)
    expect(readdirSync(join(out, 'targets/good')).sort()).toEqual([
      'evidence.json.gz',
      'report.html',
      'report.json.gz',
      'result.json',
    ])
    expect(readdirSync(join(out, 'targets/tenants-secret'))).toEqual(['result.json'])
    expect([good.clients(), tenant.clients()]).toEqual([0, 0])
    const judged = await grantcheck(['judge', join(out, 'targets/bad/evidence.json.gz'), '--report', 'json'])
    expect(trustedJson(judged.out)).toMatchObject({ conclusion: 'nonconformant', target: { named: bad.issuer } })
  })

  it('offers to delete again what has a journal, by a command that works, and says where nothing has', async () => {
    const holding = { deletes: true }
    const one = await aServer({}, ({ method }) => holding.deletes && method === 'DELETE')
    const none = await aServer({ rules: { offers: (offer) => offer !== 'management' } })
    const folder = await box({
      'journals.yaml': { fleet: 'One', targets: [one.issuer], defaults: { profile: 'rfc' } },
      'none.yaml': { fleet: 'None', targets: [none.issuer], defaults: { profile: 'rfc' } },
    })
    const args = (file: string, out: string) => ['fleet', join(folder, file), '--out', join(folder, out), ...brief]
    const { err } = await grantcheck(args('journals.yaml', "a folder's"))
    const [command = ''] = /(?<=to try again: grantcheck cleanup ).*/u.exec(err) ?? []
    const journals = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
      .trim()
      .split('\n')
    holding.deletes = false
    expect(one.clients(), err).toBeGreaterThan(0)
    expect((await grantcheck(['cleanup', ...journals])).code, command).toBe(0)
    expect(one.clients()).toBe(0)

    const nothing = await grantcheck(args('none.yaml', 'none'))
    expect(nothing.err).toMatch(
      /1 client could not be deleted: .*; grantcheck cannot try again, since the servers gave /u,
    )
    expect(nothing.err).not.toContain('grantcheck cleanup')
    const kept = await grantcheck([...args('none.yaml', 'none'), '--fresh', '--keep-clients'])
    expect(kept.err).toContain('1 client kept (--keep-clients): the reports name them')
  })

  it('says how to go on with targets that --target left out, and the command does so', async () => {
    const servers = [await aServer(), await aServer()]
    const targets = servers.map(({ issuer }, place) => ({ target: issuer, name: `t${place}` }))
    const folder = await box({ 'fleet.yaml': { fleet: 'Two', targets, defaults: { profile: 'rfc' } } })
    const args = ['fleet', join(folder, 'fleet.yaml'), '--out', join(folder, 'out'), ...brief]
    const { err } = await grantcheck([...args, '--target', 't0'])
    expect(err).toContain('1 target not run: the same command without --target goes on with them')
    await grantcheck(args)
    expect(outcomesIn(join(folder, 'out'))).toEqual({ t0: 'conformant', t1: 'conformant' })
  })

  it('goes on where it was interrupted: finished targets are not run again, unless what they are run with has changed', async () => {
    const servers = [await aServer(), await aServer(), await aServer()]
    const written = (scope: string) => ({
      fleet: 'Three',
      targets: servers.map(({ issuer }, place) => ({ target: issuer, name: `t${place}` })),
      defaults: { profile: 'rfc', scope },
      parallel: 1,
    })
    const folder = await box({ 'fleet.yaml': written('read'), 'later.yaml': written('read write') })
    const out = join(folder, 'out')
    const args = (file: string) => ['fleet', join(folder, file), '--out', out, ...brief]
    const cut = await grantcheck(args('fleet.yaml'), {}, /nothing failed +t1/u)
    expect(cut.code).toBe(130)
    expect(indexIn(out)).toMatchObject({ complete: false, open: ['t2'], exitCode: 130 })
    expect(servers.map(({ clients }) => clients())).toEqual([0, 0, 0])
    const before = servers.map(({ requests }) => requests())

    const rest = await grantcheck(args('fleet.yaml'))
    expect(rest.code).toBe(0)
    expect(rest.err).toContain('2 of 3 targets are finished')
    const after = servers.map(({ requests }) => requests())
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
    expect(after[2]).toBeGreaterThan(before[2] ?? 0)
    expect(indexIn(out)).toMatchObject({ complete: true, open: [] })

    const again = await grantcheck([...args('later.yaml'), '--target', 't1'])
    expect(again.code).toBe(0)
    const last = servers.map(({ requests }) => requests())
    expect([last[0], last[2]]).toEqual([after[0], after[2]])
    expect(last[1]).toBeGreaterThan(after[1] ?? 0)
    expect(indexIn(out).entries.map(({ id }) => id)).toEqual(['t0', 't1', 't2'])
  })

  it('says in a second round what got worse; --only-worse makes that, and nothing else, the exit code', async () => {
    const worsened = { sensitive: true }
    const rules = {
      sensitiveHeaders: () => (worsened.sensitive ? { 'Cache-Control': 'no-store', Pragma: 'no-cache' } : {}),
    }
    const [changing, bad] = [await aServer({ rules }), await aServer(badToken)]
    const folder = await box({
      'fleet.yaml': {
        fleet: 'Two',
        targets: [
          { target: changing.issuer, name: 'changing' },
          { target: bad.issuer, name: 'bad' },
        ],
        defaults: { profile: 'rfc' },
      },
    })
    const out = join(folder, 'out')
    const metrics = join(folder, 'metrics.prom')
    const round = (...more: readonly string[]) =>
      grantcheck([
        ...['fleet', join(folder, 'fleet.yaml'), '--out', out, '--only', 'token/response', '--no-confirm', '--quiet'],
        ...['--report', 'pretty', '--report', `prometheus=${metrics}`, ...more],
      ])
    expect((await round('--only-worse')).code).toBe(1)
    expect((await round('--only-worse')).code).toBe(0)
    worsened.sensitive = false
    const third = await round('--only-worse')
    expect(third.code).toBe(1)
    expect(third.out).toMatch(/nonconformant +changing +1 fail, 1 warn +[12] worse/u)
    const text = readFileSync(metrics, 'utf8')
    expect(text).toMatch(/^grantcheck_target_worse\{fleet="Two",target="changing"\} [12]$/mu)
    expect(text).toMatch(/^grantcheck_target_worse\{fleet="Two",target="bad"\} 0$/mu)
    expect(text).toMatch(/^grantcheck_fleet_targets\{fleet="Two",outcome="nonconformant"\} 2$/mu)
  })

  it('--every begins a round by itself, and says what got worse since the one before', async () => {
    const good = { sensitive: true }
    const rules = {
      sensitiveHeaders: () => (good.sensitive ? { 'Cache-Control': 'no-store', Pragma: 'no-cache' } : {}),
    }
    // Its clients are deleted at the end of the first round.
    const changing = await aServer({ rules }, ({ method }) => {
      if (method === 'DELETE') good.sensitive = false
      return undefined
    })
    const folder = await box({
      'fleet.yaml': {
        fleet: 'One',
        targets: [{ target: changing.issuer, name: 'changing' }],
        defaults: { profile: 'rfc' },
      },
    })
    const { code, out } = await grantcheck([
      ...['fleet', join(folder, 'fleet.yaml'), '--out', join(folder, 'out'), '--only', 'token/response'],
      ...['--no-confirm', '--quiet', '--every', '1s', '--rounds', '2', '--verbose'],
    ])
    const [first, second, ...more] = out
      .split('\n')
      .filter((line) => /(?:nothing failed|conformant) +changing/u.test(line))
    expect(first).not.toContain('worse')
    expect(second).toMatch(/nonconformant +changing +1 fail, 1 warn +[12] worse/u)
    expect(more).toEqual([])
    expect(code).toBe(1)
    expect((await grantcheck(['fleet', join(folder, 'fleet.yaml'), '--every', '1 hour'])).err).toContain('--every 1h')
  })

  it('is as careful with production as a run is: read-only, no more requests than it may send, and only what has a tag', async () => {
    const asked: string[] = []
    const server = await aServer({}, ({ method = '', url = '' }) => {
      asked.push(`${method} ${url}`)
      return undefined
    })
    const folder = await box({
      'fleet.yaml': { fleet: 'One', targets: [{ target: server.issuer, name: 't' }], defaults: { profile: 'rfc' } },
    })
    const round = (out: string, ...more: readonly string[]) => {
      asked.length = 0
      return grantcheck(['fleet', join(folder, 'fleet.yaml'), '--out', join(folder, out), '--no-confirm', ...more])
    }
    // Some of them need a client, and none may be registered.
    expect((await round('reads', '--read-only', '--tag', 'rfc8414')).code).toBe(3)
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter((each) => !/^GET \/(\.well-known\/|jwks)/u.test(each))).toEqual([])
    expect((await round('few', '--max-requests', '12', '--only', 'token/*')).code).toBe(3)
    expect(asked.length).toBeLessThanOrEqual(12)
    expect(asked.length).toBeGreaterThan(5)
  })

  it('notes each registration before it is sent, and leaves no journal when its clients are deleted', async () => {
    let out = ''
    const seen: string[] = []
    const server = await aServer({}, ({ method, url = '' }) => {
      if (method === 'POST' && /register/u.test(url))
        seen.push(readFileSync(join(out, 'journals/t.ndjson'), 'utf8').trimEnd().split('\n').at(-1) ?? '')
      return undefined
    })
    const folder = await box({
      'fleet.yaml': { fleet: 'One', targets: [{ target: server.issuer, name: 't' }], defaults: { profile: 'rfc' } },
    })
    out = join(folder, 'out')
    await grantcheck(['fleet', join(folder, 'fleet.yaml'), '--out', out, ...brief, '--concurrency', '1'])
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.map((line) => trustedJson<{ event: string }>(line).event)).toEqual(seen.map(() => 'sending'))
    expect(existsSync(join(out, 'journals/t.ndjson'))).toBe(false)
  })

  it('cleanup deletes what a journal still has, and does nothing the second time', async () => {
    const holding = { deletes: true }
    const server = await aServer({}, ({ method }) => holding.deletes && method === 'DELETE')
    const folder = await box({
      'fleet.yaml': { fleet: 'One', targets: [{ target: server.issuer, name: 't' }], defaults: { profile: 'rfc' } },
    })
    const out = join(folder, 'out')
    const first = await grantcheck(['fleet', join(folder, 'fleet.yaml'), '--out', out, ...brief])
    expect(server.clients()).toBeGreaterThan(0)
    expect(first.err).toContain('could not be deleted')
    const journal = join(out, 'journals/t.ndjson')
    holding.deletes = false
    const clients = server.clients()
    expect(await grantcheck(['cleanup', journal])).toMatchObject({
      code: 0,
      out: `${server.issuer}: ${clients} clients deleted, 0 stay\n`,
    })
    expect(server.clients()).toBe(0)
    const sent = server.requests()
    expect(await grantcheck(['cleanup', journal])).toMatchObject({
      code: 0,
      out: `${server.issuer}: 0 clients deleted, 0 stay\n`,
    })
    expect(server.requests()).toBe(sent)
  })
})

describe('a host', () => {
  it('has no more targets at work than the fleet file allows, and the others go on', async () => {
    const { inHostPool } = await import('./pool.ts')
    const at = { file: 'f', line: 1, column: 1 }
    const job = (id: string, host: string) => ({
      ...{ id, host, target: id, at, named: { kind: 'members' } as const, defaults: {}, own: {} },
    })
    const jobs = [job('a1', 'a'), job('a2', 'a'), job('a3', 'a'), job('b1', 'b')]
    const order: string[] = []
    const release: Record<string, () => void> = {}
    const pool = inHostPool(jobs, { parallel: 3, perHost: 1 }, new AbortController().signal, ({ id }) => {
      order.push(id)
      return new Promise((resolve) => {
        release[id] = resolve
      })
    })
    expect(order).toEqual(['a1', 'b1'])
    for (const id of ['a1', 'a2', 'a3', 'b1']) {
      release[id]?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await pool
    expect(order).toEqual(['a1', 'b1', 'a2', 'a3'])
  })
})

describe('what is wrong with a fleet file is said at its place, before anything is sent', () => {
  it.each([
    [
      'a member that no target file has',
      'fleet: F\ntargets:\n  - { target: https://a.test, scop: read }\n',
      /f\.yaml:3:\d+.*scop/su,
    ],
    [
      'a default that is no member',
      'fleet: F\ndefaults:\n  profil: rfc\ntargets: [https://a.test]\n',
      /f\.yaml:3:3.*profil/su,
    ],
    [
      'an issuer for all',
      'fleet: F\ndefaults: { issuer: https://a.test }\ntargets: [https://a.test]\n',
      /issuer cannot hold for every target/u,
    ],
    ['no target in an entry', 'fleet: F\ntargets:\n  - { scope: read }\n', /f\.yaml:3:5.*names no target/su],
    ['a glob that fits nothing', 'fleet: F\ntargets: [nothing/*.yaml]\n', /no file fits "nothing\/\*\.yaml"/u],
    ['a target twice', 'fleet: F\ntargets: [https://a.test, https://a.test]\n', /listed twice/u],
  ])('%s', async (_, text, message) => {
    const folder = await box({ 'f.yaml': text })
    const { code, err } = await grantcheck(['fleet', join(folder, 'f.yaml'), '--out', join(folder, 'out')])
    expect(code).toBe(2)
    expect(err).toMatch(message)
    expect(existsSync(join(folder, 'out/fleet.json'))).toBe(false)
  })

  it('two names that would be one folder are told apart', async () => {
    const folder = await box({ 'f.yaml': 'fleet: F\ntargets: [https://a.test/x, https://a.test/X]\n' })
    const { out } = await grantcheck(['fleet', join(folder, 'f.yaml'), '--dry-run'])
    const ids = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[0])
    expect(new Set(ids).size).toBe(2)
  })

  it('a folder with the results of another fleet is not touched', async () => {
    const server = await aServer()
    const folder = await box({
      'one.yaml': { fleet: 'One', targets: [server.issuer] },
      'other.yaml': { fleet: 'Other', targets: [server.issuer] },
    })
    const run = (name: string) => grantcheck(['fleet', join(folder, name), '--out', join(folder, 'out'), ...brief])
    await run('one.yaml')
    expect(await run('other.yaml')).toMatchObject({ code: 2, err: expect.stringContaining('another fleet: "One"') })
  })
})
