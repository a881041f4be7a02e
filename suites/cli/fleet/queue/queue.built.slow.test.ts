import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { trustedJson } from '../../../decode/trusted.ts'
import type { FleetIndex } from '../../../model/fleet.ts'
import { aServer, box } from '../testing.ts'
import { startRedis } from './testing.ts'

// A real Redis (Debian's redis-server), the built command, and processes that are really killed.
const command = fileURLToPath(new URL('../../../../dist/grantcheck.mjs', import.meta.url))
let url: string

interface Started {
  readonly child: ChildProcess
  readonly said: () => string
  readonly ended: Promise<number | null>
}

function start(args: readonly string[], cwd: string): Started {
  const child = spawn(process.execPath, [command, ...args], { cwd, env: { ...process.env, NO_COLOR: '1' } })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += String(text)
    })
  return { child, said: () => said, ended: new Promise((resolve) => child.once('exit', resolve)) }
}

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** Clients that a killed process may have left: of a registration whose answer it has not read, its journal has the name alone. */
const maybeThere = (said: string): number => Number(/(\d+) may be there/u.exec(said)?.[1] ?? 0)

const indexIn = (out: string): FleetIndex => trustedJson(readFileSync(join(out, 'fleet.json'), 'utf8'))
const brief = ['--only', 'token/grant-type', '--no-confirm']

beforeAll(async () => {
  const { url: at, stop } = await startRedis()
  url = at
  return stop
})

describe('a queue', () => {
  it('a worker with --once ends where the queue is empty already', async () => {
    const worker = start(['worker', '--queue', url, '--once'], await box({}))
    expect(await worker.ended, worker.said()).toBe(0)
  })

  it('gives the targets to workers; what they leave is as if they had been run here', async () => {
    const servers = [await aServer(), await aServer({ rules: { sensitiveHeaders: () => ({}) } }), await aServer()]
    const folder = await box({
      'fleet.yaml': {
        fleet: 'Queued',
        targets: [
          ...servers.slice(0, 2).map(({ issuer }, place) => ({ target: issuer, name: `t${place}` })),
          't2.yaml',
        ],
        defaults: { profile: 'rfc' },
      },
      't2.yaml': `issuer: ${servers[2]?.issuer}\n`,
    })
    const out = join(folder, 'out')
    const fleet = start(
      ['fleet', 'fleet.yaml', '--out', 'out', '--queue', url, '--only', 'token/response', '--no-confirm'],
      folder,
    )
    await until(() => fleet.said().includes('no worker'))
    const workers = ['a', 'b'].map((name) =>
      start(['worker', '--queue', url, '--parallel', '1', '--journal', name], folder),
    )
    expect(await fleet.ended, fleet.said()).toBe(1)
    expect(indexIn(out)).toMatchObject({ complete: true, exitCode: 1 })
    expect(indexIn(out).entries.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['t0', 'conformant'],
      ['t1', 'nonconformant'],
      ['t2', 'conformant'],
    ])
    expect(existsSync(join(out, 'targets/t2/evidence.json.gz'))).toBe(true)
    for (const { child, ended } of workers) {
      child.kill('SIGTERM')
      expect(await ended).toBe(130)
    }
    expect(servers.map(({ clients }) => clients())).toEqual([0, 0, 0])
    const client = new Redis(url)
    const left = (await client.keys('*')).filter((key) => /:(result|done):/u.test(key))
    expect(await client.exists(...left, 'none')).toBe(0)
    client.disconnect()
  })

  it('loses nothing when a worker is killed in the middle of a run: another one deletes its clients, and does the job', async () => {
    const server = await aServer({ delayMs: 200 })
    const folder = await box({
      'fleet.yaml': { fleet: 'Killed', targets: [{ target: server.issuer, name: 't' }], defaults: { profile: 'rfc' } },
    })
    const fleet = start(['fleet', 'fleet.yaml', '--out', 'out', '--queue', url, ...brief], folder)
    const work = ['worker', '--queue', url, '--journal', 'journals', '--lost', '2']
    const first = start(work, folder)
    const journals = () => readdirSync(join(folder, 'journals')).map((name) => join(folder, 'journals', name))
    await until(() => server.clients() > 0 && readFileSync(journals()[0] ?? '', 'utf8').includes('"registered"'))
    first.child.kill('SIGKILL')
    await first.ended
    expect(server.clients()).toBeGreaterThan(0)
    expect(journals()).toHaveLength(1)
    const second = start(work, folder)
    expect(await fleet.ended, `${fleet.said()}\n${second.said()}`).toBe(0)
    expect(second.said()).toMatch(/killed; [1-9]\d* of its clients deleted/u)
    expect(indexIn(join(folder, 'out'))).toMatchObject({ complete: true, entries: [{ outcome: 'conformant' }] })
    second.child.kill('SIGTERM')
    await second.ended
    expect(server.clients()).toBeLessThanOrEqual(maybeThere(second.said()))
    expect(journals()).toEqual([])
  })

  it('keeps the rate of a host, and its number of targets, whatever the number of workers', async () => {
    const times: number[] = []
    const server = await aServer({}, () => {
      times.push(performance.now())
      return undefined
    })
    const rate = 6
    const folder = await box({
      'fleet.yaml': {
        fleet: 'Polite',
        targets: ['a', 'b', 'c', 'd'].map((name) => ({ target: server.issuer, name })),
        defaults: { profile: 'rfc' },
        perHost: { targets: 4, rate },
      },
    })
    const workers = ['a', 'b'].map((name) => start(['worker', '--queue', url, '--journal', name], folder))
    const fleet = start(['fleet', 'fleet.yaml', '--out', 'out', '--queue', url, ...brief], folder)
    expect(await fleet.ended, fleet.said()).toBe(0)
    for (const { child, ended } of workers) {
      child.kill('SIGTERM')
      await ended
    }
    expect(times.length).toBeGreaterThan(rate * 3)
    // In windows of a second the limit is exact; two windows touch in any second that one looks at.
    const busiest = Math.max(...times.map((from) => times.filter((each) => each >= from && each < from + 1000).length))
    expect(busiest).toBeLessThanOrEqual(rate * 2)
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000
    expect(times.length).toBeLessThanOrEqual(rate * (seconds + 2))
  })

  it('goes on after Ctrl-C of the fleet, and a password in the URL is refused', async () => {
    const servers = [await aServer(), await aServer({ delayMs: 100 })]
    const folder = await box({
      'fleet.yaml': {
        fleet: 'Cut',
        targets: servers.map(({ issuer }, place) => ({ target: issuer, name: `t${place}` })),
        defaults: { profile: 'rfc' },
      },
    })
    const args = ['fleet', 'fleet.yaml', '--out', 'out', '--queue', url, ...brief]
    const fleet = start(args, folder)
    const worker = start(['worker', '--queue', url, '--parallel', '1'], folder)
    await until(() => /nothing failed +t0/u.test(fleet.said()))
    fleet.child.kill('SIGINT')
    expect(await fleet.ended).toBe(130)
    const again = start(args, folder)
    expect(await again.ended, again.said()).toBe(0)
    expect(again.said()).toContain('1 of 2 targets are finished')
    worker.child.kill('SIGTERM')
    await worker.ended
    const secret = start(['worker', '--queue', 'redis://:hidden@127.0.0.1:1'], folder)
    expect(await secret.ended).toBe(2)
    expect(secret.said()).toContain('REDIS_PASSWORD')
    expect(secret.said()).not.toContain('hidden')
  })
})

describe('one process that is killed', () => {
  it('is followed by one that deletes its clients, and goes on', async () => {
    const servers = [await aServer(), await aServer({ delayMs: 200 })]
    const folder = await box({
      'fleet.yaml': {
        fleet: 'Alone',
        targets: servers.map(({ issuer }, place) => ({ target: issuer, name: `t${place}` })),
        defaults: { profile: 'rfc' },
        parallel: 1,
      },
    })
    const args = ['fleet', 'fleet.yaml', '--out', 'out', ...brief]
    const first = start(args, folder)
    await until(() => (servers[1]?.clients() ?? 0) > 0)
    first.child.kill('SIGKILL')
    await first.ended
    const before = servers[0]?.requests()
    const second = start(args, folder)
    expect(await second.ended, second.said()).toBe(0)
    expect(second.said()).toContain('a run was killed')
    expect(second.said()).toContain('1 of 2 targets are finished')
    expect(servers[0]?.requests()).toBe(before)
    expect(servers[0]?.clients()).toBe(0)
    expect(servers[1]?.clients()).toBeLessThanOrEqual(maybeThere(second.said()))
  })
})
