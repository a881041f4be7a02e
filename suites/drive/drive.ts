import type { Evidence, RunRecord } from '../model/evidence.ts'
import { createAssembler } from './assemble.ts'
import { cleanUp } from './clients/clean-up.ts'
import { createRegistry, type RegisteredClient } from './clients/registry.ts'
import { type Conducted, conduct } from './conduct.ts'
import { startDeadline } from './deadline.ts'
import { reachedAt } from './discover/reached-at.ts'
import type { DriveInput, Repetition } from './drive-input.ts'
import { guardTarget } from './guard.ts'
import { createBrake } from './http/brake.ts'
import { proxyFor } from './http/proxy.ts'
import { rateLimiter } from './http/rate.ts'
import { createReach } from './http/reach.ts'
import { createRecorder, type Recorder } from './http/recorder.ts'
import { tlsMaterial } from './http/tls.ts'
import { openTransport } from './http/transport.ts'
import { noticeOf, notifier } from './notify.ts'

const cleanUpMs = 5_000

/**
 * Runs a profile against a target and returns the evidence, with every secret redacted. The only part of grantcheck that does I/O.
 * Throws InputError, before anything is sent, for what the user can mend. What the server does, and an interrupt, never throws: it
 * becomes evidence. Clients that were registered are deleted in the end, also after an interrupt.
 */
export async function drive(input: DriveInput): Promise<Evidence> {
  guardTarget(input.target)
  const { target, concurrency, timeoutMs, env = {} } = input
  const deadline = startDeadline(input.signal, input, input.deadline)
  const { signal } = deadline
  const id = crypto.randomUUID()
  const started = Date.now()
  const observer = notifier(input.observer)
  let endpoints: Evidence['facts']['endpoints'] = {}
  const tell: typeof observer = {
    ...observer,
    discovered: (facts) => {
      endpoints = facts.endpoints
      observer.discovered(facts)
    },
    planned: (plan) => {
      deadline.plan(plan)
      observer.planned(plan)
    },
  }
  const registry = createRegistry((uri) => reachedAt(uri, endpoints))
  const brake = createBrake()
  const tls = await tlsMaterial(target.tls)
  const transport = openTransport({ connections: concurrency, timeoutMs, tls, env, reach: createReach(target) })
  const recorder = createRecorder({
    transport,
    limiter: rateLimiter(input.rate),
    allowed: target,
    signal,
    onExchange: (exchange) => {
      registry.observe(exchange)
      brake.observe(exchange)
      tell.exchange(noticeOf(exchange))
    },
  })
  const assemble = createAssembler(input)
  const stoppedBy = (): string | undefined => deadline.reason() ?? brake.reason()
  const runSoFar = (interrupted: boolean): RunRecord => {
    const stopped = stoppedBy()
    return {
      id,
      seed: input.seed,
      startedAt: new Date(started).toISOString(),
      durationMs: Date.now() - started,
      only: input.only,
      skip: input.skip,
      interrupted,
      confirmed: input.repeat !== undefined,
      ...(stopped === undefined ? {} : { stopped }),
      ...(deadline.reason() === undefined ? {} : { deadline: true }),
    }
  }
  const toRepeat = async (conducted: Conducted): Promise<readonly Repetition[]> => {
    if (input.repeat === undefined) return []
    const soFar = { conducted, exchanges: recorder.all(), leftBehind: [], run: runSoFar(false) }
    return input.repeat(assemble(soFar))
  }
  const release = async (needed: ReadonlySet<string>): Promise<void> => {
    await tidy(
      input,
      registry.remaining().filter((client) => !needed.has(client.id)),
      recorder,
    )
  }
  try {
    let leftBehind: readonly string[] = []
    let interrupted = false
    const hooks = { toRepeat, release, stopped: stoppedBy }
    const conducted = await conduct({ ...input, signal }, recorder, tell, hooks, tls.identity).finally(async () => {
      interrupted = input.signal.aborted
      const registered = registry.remaining()
      leftBehind = await tidy({ ...input, signal }, registered, recorder)
      tell.cleanUp({ deleted: registered.length - leftBehind.length, leftBehind: leftBehind.length })
    })
    return assemble({
      conducted: withProxy(conducted, env),
      exchanges: recorder.all(),
      leftBehind,
      run: runSoFar(interrupted),
    })
  } finally {
    deadline.end()
    await transport.close()
  }
}

function withProxy(conducted: Conducted, env: NonNullable<DriveInput['env']>): Conducted {
  const { facts } = conducted
  const url = facts.issuer ?? facts.baseUrl ?? facts.endpoints.token?.url
  const proxy = url === undefined ? undefined : proxyFor(url, env)
  return proxy === undefined
    ? conducted
    : { ...conducted, facts: { ...facts, proxy: { url: proxy.origin, from: proxy.from } } }
}

/** Whatever happened before: what we registered goes. Returns the ids of the clients that stay. */
async function tidy(
  input: DriveInput,
  clients: readonly RegisteredClient[],
  recorder: Recorder,
): Promise<readonly string[]> {
  const { version, target, concurrency, rate, signal } = input
  if (input.keepClients) return clients.map((client) => client.id)
  const headers = target.headers.registration ?? {}
  // Who interrupts a run does not want to wait; otherwise a slow rate gets the time that it needs.
  const paced = rate === undefined || signal.aborted ? 0 : (clients.length / rate) * 1000
  return cleanUp({ clients, recorder, version, headers, concurrency, timeoutMs: cleanUpMs + paced })
}
