import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadShipped } from '../../suites/load/shipped.ts'
import { openTarget } from '../../suites/run/open-target.ts'
import { runProfile } from '../../suites/run/run-profile.ts'
import { type Figure, figure } from './figures.ts'
import { replay, type Sent, watch } from './replay.ts'
import { command, root } from './whole-process.ts'

/** Issuers, all in one process, each answer delayed. Set GRANTCHECK_BENCH_TARGETS=1000 for a fleet of full size; it takes hours. */
const targets = Number(process.env.GRANTCHECK_BENCH_TARGETS ?? 16)
const delayMs = 50
const parallel = 4
const concurrency = 8

interface Use {
  readonly cpu: number
  readonly peak: number
  readonly ms: number
}

/** A fleet in one process beside its requests sent again by nothing but undici; then the same by a queue with one worker, with two and with four. Each once: it takes minutes. */
export async function fleets(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'grantcheck-bench-fleet-'))
  const server = spawn(process.execPath, [join(root, '.bench/fleet-server.mjs'), String(targets), String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const issuers = await urlsOf(server)
    const write = (name: string, some: readonly string[]): string => {
      const path = join(folder, name)
      writeFileSync(path, JSON.stringify({ fleet: name, targets: some, parallel, defaults: { profile: 'rfc' } }))
      return path
    }
    const whole = write('whole.yaml', issuers)
    // As many as are at work at the same time, twice: fewer would not show what a pool needs.
    const few = write('few.yaml', issuers.slice(0, Math.min(targets, parallel * 2)))
    const small = await used(few, folder)
    const large = await used(whole, folder)
    const bare = await bareOf(issuers)
    const perMinute = (ms: number): string => ((targets / ms) * 60_000).toFixed(1)
    const [cpu, limit] = [large.cpu / targets, bare.cpu / targets]
    const about = `${targets} targets, ${cpu.toFixed(0)} ms of CPU for each, bare replay ${limit.toFixed(0)} ms; ${perMinute(large.ms)} runs a minute, bare replay ${perMinute(bare.ms)}`
    const memory = `${large.peak.toFixed(0)} MiB, one of ${Math.min(targets, parallel * 2)} targets ${small.peak.toFixed(0)} MiB`
    return [
      figure('fleet-cpu', [cpu / limit], about),
      figure('fleet-memory', [large.peak / small.peak], memory),
      ...(await workers(whole, folder, perMinute)),
    ]
  } finally {
    server.stdin?.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function urlsOf(server: ChildProcess): Promise<readonly string[]> {
  let said = ''
  for await (const text of server.stdout ?? []) {
    said += String(text)
    if (said.includes('\n')) break
  }
  return JSON.parse(said)
}

const fleetArgs = (file: string, folder: string): readonly string[] => [
  ...[command, 'fleet', file, '--out', join(folder, `out-${crypto.randomUUID()}`)],
  ...['--quiet', '--concurrency', String(concurrency)],
]

async function used(file: string, folder: string): Promise<Use> {
  const told = join(folder, 'use.json')
  const args = ['--require', join(root, 'scripts/bench/tell-use.cjs'), ...fleetArgs(file, folder)]
  const start = performance.now()
  const child = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: { ...process.env, GRANTCHECK_BENCH_USE: told },
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`the fleet ended with ${code}`)
  return { ...JSON.parse(readFileSync(told, 'utf8')), ms: performance.now() - start }
}

/** The requests of one run, sent to every issuer: as many targets at the same time, as many requests of each. */
async function bareOf(issuers: readonly string[]): Promise<{ readonly cpu: number; readonly ms: number }> {
  const [first = ''] = issuers
  const opened = await openTarget({ target: first, profile: 'rfc', set: [] }, await loadShipped(), { env: {} })
  const sent: Sent[] = []
  const stop = watch(sent)
  await runProfile(opened, { only: [], skip: [], concurrency }, new AbortController().signal)
  stop()
  const before = process.cpuUsage()
  const start = performance.now()
  const queue = [...issuers]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { origin } = new URL(next)
      await replay(
        sent.map((each) => ({ ...each, origin })),
        concurrency,
      )
    }
  }
  await Promise.all(Array.from({ length: parallel }, worker))
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1000, ms: performance.now() - start }
}

/** Needs redis-server; without it there is no figure. */
async function workers(file: string, folder: string, perMinute: (ms: number) => string): Promise<readonly Figure[]> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return []
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const url = `redis://127.0.0.1:${port}`
  const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: 'ignore',
  })
  const timeWith = async (count: number): Promise<number> => {
    // As people start them: two targets at the same time in each.
    const args = [command, 'worker', '--queue', url, '--journal', join(folder, 'j')]
    const all = Array.from({ length: count }, () =>
      spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] }),
    )
    await Promise.all(all.map((each) => once(each.stderr, 'data')))
    for (const { stderr } of all) stderr.resume()
    const start = performance.now()
    const fleet = spawn(process.execPath, [...fleetArgs(file, folder), '--queue', url], { stdio: 'ignore' })
    const [code] = await once(fleet, 'exit')
    const ms = performance.now() - start
    for (const each of all) {
      each.kill('SIGTERM')
      await once(each, 'exit')
    }
    if (code !== 0) throw new Error(`the fleet ended with ${code}`)
    return ms
  }
  try {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const [one, two, four] = [await timeWith(1), await timeWith(2), await timeWith(4)]
    const about = `${perMinute(one)} runs a minute with one worker, ${perMinute(two)} with two, ${perMinute(four)} with four`
    return [figure('fleet-workers', [two / one], about)]
  } finally {
    redis.kill()
  }
}
