import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startReferenceServer } from '../../suites/reference-server/index.ts'
import { type Figure, figure, median, rounds } from './figures.ts'

/** The bundle stands in .bench. */
export const root = fileURLToPath(new URL('..', import.meta.url))
export const command = join(root, 'dist/grantcheck.mjs')
const recording = join(root, 'fixtures/recordings/keycloak-26.7.3/rfc.json.gz')

/** Milliseconds of a process from start to end. Throws when it ends otherwise than expected: nobody measures an error message. */
export function wholeProcess(args: readonly string[], expected: readonly number[] = [0]): number {
  const start = performance.now()
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
  const ms = performance.now() - start
  if (!expected.includes(status ?? -1)) throw new Error(`${args.join(' ')} ended with ${status}`)
  return ms
}

/** Runs two sides in turn; the first round warms the file cache and does not count. */
export async function inTurn(
  one: () => number | Promise<number>,
  other: () => number | Promise<number>,
): Promise<{ ratios: readonly number[]; one: number; other: number }> {
  const pairs: { one: number; other: number }[] = []
  for (let round = 0; round <= rounds; round += 1) pairs.push({ one: await one(), other: await other() })
  const counted = pairs.slice(1)
  return {
    ratios: counted.map((pair) => pair.one / pair.other),
    one: median(counted.map((pair) => pair.one)),
    other: median(counted.map((pair) => pair.other)),
  }
}

const bare = (): number => wholeProcess(['-e', '0'])

/** Start-up, whole runs and memory. */
export async function processes(): Promise<readonly Figure[]> {
  const sides = {
    'default-run': () => wholeProcess([command, 'demo', '--quiet']),
    judge: () => wholeProcess([command, 'judge', recording], [0, 1]),
  }
  const figures: Figure[] = []
  for (const id of ['default-run', 'judge'] as const) {
    const { ratios, one, other } = await inTurn(sides[id], bare)
    figures.push(figure(id, ratios, `${one.toFixed(0)} ms, node -e 0 ${other.toFixed(0)} ms`))
  }
  return [...figures, await firstRequest(), peak()]
}

/** From the start of the process until the server under test is asked for the first time. */
async function firstRequest(): Promise<Figure> {
  await wholeRun()
  let asked: () => void = () => {}
  const server = createServer(() => asked()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const until = (): Promise<number> => {
    const start = performance.now()
    const child = spawn(process.execPath, run(url), { stdio: 'ignore' })
    return new Promise((resolve) => {
      asked = () => {
        resolve(performance.now() - start)
        child.kill('SIGKILL')
      }
    })
  }
  const { ratios, one, other } = await inTurn(until, bare)
  server.close()
  server.closeAllConnections()
  return figure('first-request', ratios, `${one.toFixed(0)} ms, node -e 0 ${other.toFixed(0)} ms`)
}

const run = (url: string): readonly string[] => [command, 'run', url, '--profile', 'airlock-iam', '--quiet']

/** What the platform compiles is kept by a run that comes to its end; those that are measured do not. */
async function wholeRun(): Promise<void> {
  const server = await startReferenceServer({ mode: 'airlock' })
  const [code] = await once(spawn(process.execPath, run(server.baseUrl), { stdio: 'ignore' }), 'exit')
  await server.close()
  // Without a protected resource the effect of a revocation stays undecided (3): a run to its end all the same.
  if (code !== 0 && code !== 3) throw new Error(`the run before the first measurement ended with ${code}`)
}

/** The process tells it at its end: what the operating system counts for a child includes the one that started it. */
function peak(): Figure {
  const folder = mkdtempSync(join(tmpdir(), 'grantcheck-bench-'))
  const told = join(folder, 'peak')
  const args = ['--require', join(root, 'scripts/bench/tell-peak.cjs'), command, 'demo', '--quiet']
  const values = Array.from({ length: rounds }, () => {
    spawnSync(process.execPath, args, { stdio: 'ignore', env: { ...process.env, GRANTCHECK_BENCH_PEAK: told } })
    return Number(readFileSync(told, 'utf8'))
  })
  rmSync(folder, { recursive: true })
  return figure('memory', values, 'the resident set at its largest')
}
