import { randomUUID } from 'node:crypto'
import type { Evidence, Exchange, RunRecord } from '../model/evidence.ts'
import { createAssembler } from './assemble.ts'
import { cleanUp } from './clients/clean-up.ts'
import { createJournalist } from './clients/journal.ts'
import { createRegistry, isManaged, type RegisteredClient } from './clients/registry.ts'
import { type Conducted, conduct } from './conduct.ts'
import { startDeadline } from './deadline.ts'
import { reachedAt } from './discover/reached-at.ts'
import type { DriveInput, Repetition } from './drive-input.ts'
import { guardTarget } from './guard.ts'
import { createHosting } from './hosting/hosting.ts'
import { createBrake } from './http/brake.ts'
import { wallClock } from './http/clock.ts'
import { rateLimiter } from './http/rate.ts'
import { createReach } from './http/reach.ts'
import { createRecorder, type Recorder } from './http/recorder.ts'
import { createRequestBudget } from './http/request-budget.ts'
import { tlsMaterial } from './http/tls.ts'
import { openTransport } from './http/transport.ts'
import { withProxy } from './http/with-proxy.ts'
import { challengedSeed } from './invent/challenge.ts'
import { createKeyRing } from './keys/key-ring.ts'
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
  const id = randomUUID()
  const { challenge } = input
  const seed = challenge === undefined ? input.seed : challengedSeed(challenge, id)
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
  const journalist = input.journal === undefined ? undefined : createJournalist(input.journal, registry)
  const requests =
    input.maxRequests === undefined
      ? undefined
      : createRequestBudget(input.maxRequests, () => registry.remaining().filter(isManaged).length)
  const brake = createBrake()
  const tls = await tlsMaterial(target.tls)
  const assembler = createAssembler(input, tls.identity)
  const transport = openTransport({ connections: concurrency, timeoutMs, tls, env, reach: createReach(target) })
  const recorder = createRecorder({
    transport,
    limiter: input.limiter ?? rateLimiter(input.rate),
    allowed: target,
    signal,
    ...(journalist === undefined ? {} : { onSend: journalist.sending }),
    ...(requests === undefined ? {} : { requests }),
    onDropped: (exchange, room) => {
      registry.observe(exchange)
      assembler.learn(exchange, room)
    },
    onExchange: (exchange) => {
      registry.observe(exchange)
      journalist?.observe(exchange)
      requests?.ended(exchange.id)
      brake.observe(exchange)
      tell.exchange(noticeOf(exchange))
    },
  })
  const hosting = createHosting(target, id)
  const stoppedBy = (): string | undefined => deadline.reason() ?? requests?.reason() ?? brake.reason()
  const runSoFar = (interrupted: boolean): RunRecord => {
    const stopped = stoppedBy()
    return {
      id,
      seed,
      ...(challenge === undefined ? {} : { challenge }),
      startedAt: new Date(started).toISOString(),
      durationMs: Date.now() - started,
      only: input.only,
      skip: input.skip,
      interrupted,
      confirmed: input.repeat !== undefined,
      ...(stopped === undefined ? {} : { stopped }),
      ...(deadline.reason() === undefined ? {} : { deadline: true }),
      ...(requests?.reason() === undefined ? {} : { budget: true }),
    }
  }
  const evidenceOf = (conducted: Conducted, exchanges: readonly Exchange[]): Evidence =>
    assembler.assemble({ conducted, exchanges, leftBehind: [], strays: [], run: runSoFar(false) })
  const toRepeat = async (conducted: Conducted): Promise<readonly Repetition[]> =>
    input.repeat === undefined ? [] : input.repeat(evidenceOf(conducted, recorder.all()))
  // A server that deletes no clients is not asked again before the end: a run releases clients many times.
  const kept = new Set<string>()
  const release = async (needed: ReadonlySet<string>): Promise<void> => {
    const done = registry.remaining().filter(({ id }) => !needed.has(id) && !kept.has(id))
    for (const id of await tidy(input, done, recorder)) kept.add(id)
  }
  try {
    let leftBehind: readonly string[] = []
    let interrupted = false
    const hooks = {
      toRepeat,
      evidenceOf,
      release,
      hosting,
      clock: wallClock,
      keys: createKeyRing(),
      stopped: stoppedBy,
    }
    const conducted = await conduct({ ...input, seed, signal }, recorder, tell, hooks, tls.identity).finally(
      async () => {
        interrupted = input.signal.aborted
        const registered = registry.remaining()
        leftBehind = await tidy({ ...input, signal }, registered, recorder)
        tell.cleanUp({ deleted: registered.length - leftBehind.length, leftBehind: leftBehind.length })
      },
    )
    const facts = withProxy(conducted.facts, env)
    return assembler.assemble({
      conducted: facts === conducted.facts ? conducted : { ...conducted, facts },
      exchanges: recorder.all(),
      leftBehind,
      strays: hosting.strays(),
      run: runSoFar(interrupted),
      keepSignaturesAfter: input.keepSignaturesAfter,
    })
  } finally {
    deadline.end()
    await hosting.close()
    await transport.close()
  }
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
  const paced = rate === undefined || signal.aborted ? 0 : Math.ceil((clients.length / rate) * 1000)
  return cleanUp({ clients, recorder, version, headers, concurrency, timeoutMs: cleanUpMs + paced })
}
