import { embed } from '../../suites/embedded/embedded.ts'
import { loadShipped } from '../../suites/load/shipped.ts'
import type { Specs } from '../../suites/model/specs.ts'
import { startReferenceServer } from '../../suites/reference-server/index.ts'
import { judgeEvidence } from '../../suites/run/judge-evidence.ts'
import { openTarget } from '../../suites/run/open-target.ts'
import { runProfile } from '../../suites/run/run-profile.ts'
import { type Figure, figure, median, rounds } from './figures.ts'
import { replay, type Sent, watch } from './replay.ts'

const concurrency = 8
/** Rounds that do not count: the compiler of the platform has not seen the code yet, neither ours nor the server's. */
const warmUps = 3
const common = { timeout: 10_000, keepClients: true }

/** What waits for the server's clock, or for a server that may still fetch a document: seconds that are nobody's work. */
const waiting = ({ scenarios }: Specs): readonly string[] =>
  Object.values(scenarios).flatMap(({ id, host, steps }) =>
    host !== undefined || steps.some(({ wait, poll }) => wait !== undefined || poll !== undefined) ? [id] : [],
  )

/** A whole run of a profile against the reference server in this process, beside its requests sent again by nothing but undici. */
export async function engine(profile: 'airlock-iam' | 'rfc'): Promise<Figure> {
  const all: Awaited<ReturnType<typeof round>>[] = []
  for (let count = 0; count < warmUps + rounds; count += 1) all.push(await round(profile))
  const results = all.slice(warmUps)
  const middle = (of: 'ms' | 'driving' | 'bare'): string => median(results.map((each) => each[of])).toFixed(0)
  return figure(
    profile,
    results.map(({ ms, bare }) => ms / bare),
    `${results[0]?.exchanges} exchanges, ${middle('ms')} ms, of which ${middle('driving')} until the last answer; bare replay ${middle('bare')} ms`,
  )
}

async function round(profile: string): Promise<{ ms: number; driving: number; exchanges: number; bare: number }> {
  const specs = await loadShipped()
  const opened = await openTarget({ profile, set: [] }, specs, { env: {}, embed })
  // A server under test is up and has its keys: making them is not what is measured.
  await runProfile(opened, { ...common, skip: [], only: ['token/grant-type'] }, new AbortController().signal)
  const choices = { ...common, skip: waiting(specs), only: [], concurrency }
  const requests: Sent[] = []
  const stop = watch(requests)
  const start = performance.now()
  const evidence = await runProfile(opened, choices, new AbortController().signal)
  await judgeEvidence(opened.specs, opened.profile, evidence)
  const ms = performance.now() - start
  stop()
  // The server in this process sends requests too: for documents that the run served, which it does no longer. The first request asks the target for its metadata.
  const own = requests.filter(({ origin }) => origin === requests[0]?.origin)
  const bare = await replay(own, concurrency)
  await opened.close()
  return { ms, driving: evidence.run.durationMs, exchanges: evidence.exchanges.length, bare }
}

/** What every answer is delayed by, to see how well a run uses its concurrency. */
const delayMs = 50

/** The whole run with every answer delayed, against what the delay alone would take at best. Once: it takes seconds, and little of them is ours. */
export async function delayed(): Promise<Figure> {
  const server = await startReferenceServer({ mode: 'full', delayMs })
  // Its keys are made once and are not what is measured.
  await fetch(`${server.issuer}/jwks`)
  const specs = await loadShipped()
  const found = await openTarget({ target: server.issuer, profile: 'rfc', set: [] }, specs, { env: {} })
  const opened = { ...found, target: { ...found.target, scope: 'read write' } }
  const start = performance.now()
  const evidence = await runProfile(
    opened,
    { ...common, skip: waiting(specs), only: [], concurrency },
    new AbortController().signal,
  )
  const ms = performance.now() - start
  await server.close()
  const chains = evidence.scenarios.map((run) =>
    Object.values(run.steps).reduce((sum, step) => sum + (step.kind === 'sent' ? step.exchanges.length : 0), 0),
  )
  const best = Math.max(Math.max(...chains), evidence.exchanges.length / concurrency) * delayMs
  return figure(
    'delay',
    [ms / best],
    `${evidence.exchanges.length} exchanges, longest chain ${Math.max(...chains)}, ${ms.toFixed(0)} ms over ${best.toFixed(0)} ms`,
  )
}
