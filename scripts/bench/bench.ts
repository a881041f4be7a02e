import { spawn, spawnSync } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { Agent } from 'undici'
import { embed } from '../../suites/cli/embedded.ts'
import { loadShipped } from '../../suites/load/shipped.ts'
import { startReferenceServer } from '../../suites/reference-server/index.ts'
import { judgeEvidence } from '../../suites/run/judge-evidence.ts'
import { openTarget } from '../../suites/run/open-target.ts'
import { runProfile } from '../../suites/run/run-profile.ts'

// The instrument for speed, not a test: prints ratios measured side by side in one process, since absolute times mean nothing on a shared machine.

const concurrency = 8
const rounds = 15
const specs = await loadShipped()
const warmUp = 'token/grant-type'

interface Sent {
  readonly origin: string
  readonly path: string
  readonly method: string
  readonly headers: string[]
  readonly body: string | undefined
}

/** What undici says when a request is made: the very octets that go out, before redaction. */
function watch(sent: Sent[]): () => void {
  const listener = (message: unknown): void => {
    const { request } = Object(message)
    sent.push({
      origin: String(request.origin),
      path: request.path,
      method: request.method,
      headers: headerList(request.headers),
      body: request.body == null ? undefined : String(request.body),
    })
  }
  subscribe('undici:request:create', listener)
  return () => unsubscribe('undici:request:create', listener)
}

const headerList = (headers: unknown): string[] =>
  Array.isArray(headers)
    ? headers.map(String)
    : String(headers)
        .split('\r\n')
        .filter((line) => line.includes(': '))
        .flatMap((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)])

async function engine(
  profile: string,
  sent?: Sent[],
): Promise<{ ms: number; driving: number; exchanges: number; replay: number }> {
  const opened = await openTarget({ profile, set: [] }, specs, { env: {}, embed })
  const requests: Sent[] = sent ?? []
  // A server under test is up and has its keys: making them is not what is measured.
  await runProfile(
    opened,
    { only: [warmUp], skip: [], timeout: 10_000, keepClients: true },
    new AbortController().signal,
  )
  const stop = watch(requests)
  const start = performance.now()
  const evidence = await runProfile(
    opened,
    { only: [], skip: [], timeout: 10_000, concurrency, keepClients: true },
    new AbortController().signal,
  )
  await judgeEvidence(opened.specs, opened.profile, evidence)
  const ms = performance.now() - start
  stop()
  const driving = evidence.run.durationMs
  const replayed = await replay(requests)
  await opened.close()
  return { ms, driving, exchanges: evidence.exchanges.length, replay: replayed }
}

/** The same requests again, by nothing but undici, at the same concurrency. */
async function replay(sent: readonly Sent[]): Promise<number> {
  const agent = new Agent({ connections: concurrency })
  const queue = [...sent]
  const start = performance.now()
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { origin, path, method, headers, body } = next
      const response = await agent.request({
        origin,
        path,
        method: method as 'GET',
        headers,
        ...(body === undefined ? {} : { body }),
      })
      await response.body.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const ms = performance.now() - start
  await agent.close()
  return ms
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

function wholeProcess(args: readonly string[]): number {
  const start = performance.now()
  spawnSync(process.execPath, args, { stdio: 'ignore' })
  return performance.now() - start
}

/** What every answer is delayed by, to see how well a run uses its concurrency. */
const delayMs = 50

/** The whole run with every answer delayed, against what the delay alone would take at best. */
async function delayed(): Promise<void> {
  const server = await startReferenceServer({ mode: 'full', delayMs })
  // Its keys are made once and are not what is measured.
  await fetch(`${server.issuer}/jwks`)
  const found = await openTarget({ target: server.issuer, profile: 'rfc', set: [] }, specs, { env: {} })
  const opened = { ...found, target: { ...found.target, scope: 'read write' } }
  const start = performance.now()
  const choices = { only: [], skip: [], timeout: 10_000, concurrency, keepClients: true }
  const evidence = await runProfile(opened, choices, new AbortController().signal)
  const ms = performance.now() - start
  await server.close()
  const chains = evidence.scenarios.map((run) =>
    Object.values(run.steps).reduce((sum, step) => sum + (step.kind === 'sent' ? step.exchanges.length : 0), 0),
  )
  const best = Math.max(Math.max(...chains), evidence.exchanges.length / concurrency) * delayMs
  console.log(
    `rfc with ${delayMs} ms added to every answer: ${evidence.exchanges.length} exchanges, longest chain ${Math.max(...chains)}, ${ms.toFixed(0)} ms over ${best.toFixed(0)} ms: ${(ms / best).toFixed(2)} x (goal: 1.3)`,
  )
}

/** Milliseconds from the start of the process until the server under test is asked for the first time. */
function untilFirstRequest(command: string, url: string): Promise<number> {
  const start = performance.now()
  const child = spawn(
    process.execPath,
    [command, 'run', url, '--profile', 'airlock-iam', '--quiet', '--timeout', '1000'],
    { stdio: 'ignore' },
  )
  return new Promise((resolve) => {
    first = () => {
      resolve(performance.now() - start)
      child.kill('SIGKILL')
    }
  })
}

let first: () => void = () => {}

/** Start-up and whole process against `node -e 0`, in turn. */
async function processes(): Promise<void> {
  const command = fileURLToPath(new URL('../dist/grantcheck.mjs', import.meta.url))
  const server = createServer(() => first()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const runs: number[] = []
  const firsts: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const bare = wholeProcess(['-e', '0'])
    const run = wholeProcess([command, 'run', '--quiet'])
    const start = await untilFirstRequest(command, url)
    // The first round warms the file cache.
    if (round > 0) runs.push(run / bare)
    if (round > 0) firsts.push(start / bare)
  }
  server.close()
  server.closeAllConnections()
  console.log(`first request, over node -e 0: ${median(firsts).toFixed(1)} x (goal: 5)`)
  console.log(
    `grantcheck run on the embedded default, whole process, over node -e 0: ${median(runs).toFixed(1)} x (goal: 8)`,
  )
}

const chosen = process.argv.slice(2).filter((each) => !each.startsWith('-'))
for (const profile of chosen.length > 0 ? chosen : ['airlock-iam', 'rfc']) {
  const results: Awaited<ReturnType<typeof engine>>[] = []
  for (let round = 0; round < rounds; round += 1) results.push(await engine(profile))
  const last = results.at(-1)
  const ratio = (of: 'ms' | 'driving'): string =>
    median(results.slice(1).map((result) => result[of] / result.replay)).toFixed(2)
  console.log(
    `${profile}: ${last?.exchanges} exchanges, engine ${median(results.map((each) => each.ms)).toFixed(0)} ms, bare replay ${median(results.map((each) => each.replay)).toFixed(0)} ms, ratio ${ratio('ms')} (driving alone ${ratio('driving')}; the rest is redaction, signatures and judging)`,
  )
}
await delayed()
if (!process.argv.includes('--engine')) await processes()
