import { readAnswer } from '../decode/answer.ts'
import { entryBlocker } from '../entries/entries.ts'
import type { ClientRecord, Evidence, Exchange, ScenarioRun, TargetFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Plan, PlannedRow } from '../model/plan.ts'
import type { Target } from '../model/target.ts'
import { learntCapabilities } from '../model/vocabulary.ts'
import { makePlan } from '../plan/plan.ts'
import { isRefusedByTls, looksAtTlsOnly } from '../plan/tls-only.ts'
import { type ClientPool, createClientPool } from './clients/client-pool.ts'
import { askingFor } from './discover/asking.ts'
import { blockerOf } from './discover/blocker.ts'
import { withLastWord } from './discover/capabilities.ts'
import { type Discovery, discoverWith } from './discover/discover.ts'
import { listingOf } from './discover/listed-grants.ts'
import { createNonceMemory } from './dpop/nonce-memory.ts'
import type { DriveInput, Repetition } from './drive-input.ts'
import { enter } from './enter.ts'
import { estimate, runningRows } from './estimate.ts'
import { labOf, type PartOf } from './explore.ts'
import type { Hosting } from './hosting/hosting.ts'
import { serveKeySets } from './hosting/key-sets.ts'
import type { Clock } from './http/clock.ts'
import { proxyFor } from './http/proxy.ts'
import type { Recorder } from './http/recorder.ts'
import { loadFaker } from './invent/fake-value.ts'
import { inventorFor } from './invent/inventor.ts'
import { configuredKeys, introspectionKeys, issuerKeys } from './keys/configured-keys.ts'
import type { KeyRing } from './keys/key-ring.ts'
import { usualKey } from './keys/usual-key.ts'
import { learnMethods } from './learn-methods.ts'
import { learnOneToken, sharesTokens } from './learn-one-token.ts'
import { lookAgain, readAgain } from './look-again.ts'
import { type Needs, needsOf } from './needs.ts'
import type { DriveObserver } from './observer.ts'
import { inPool } from './pool.ts'
import { blockedRow, documentRow, repeatRow, runRow } from './rows/run-row.ts'
import type { FromEvidence, RunContext } from './run-context.ts'
import { suppliedBy } from './supplied.ts'
import { createHandshakes } from './tls/handshakes.ts'
import type { TlsIdentity } from './tls/identity.ts'
import { fillWardrobe, type Wardrobe } from './tls/wardrobe.ts'
import { tryEntries } from './try-out/try-entries.ts'
import { type Entries, usedSoFar } from './try-out/used-so-far.ts'
import { wantedBy } from './try-out/wanted.ts'

/** What the phases before clean-up have brought. Raw: secrets are still in it. */
export interface Conducted {
  readonly discovery: Discovery
  readonly facts: TargetFacts
  readonly clients: readonly ClientRecord[]
  /** In the order of the plan. */
  readonly scenarios: readonly ScenarioRun[]
  /** Further attempts, in the order in which they were made. */
  readonly again: readonly ScenarioRun[]
}

/** What the phases ask of the run that they are part of. */
export interface Hooks {
  readonly toRepeat: (soFar: Conducted) => Promise<readonly Repetition[]>
  /** The evidence of these exchanges. Absent: nothing is explored. */
  readonly evidenceOf?: (conducted: Conducted, exchanges: readonly Exchange[]) => Evidence
  /** Deletes the clients that are there and are not needed any more. */
  readonly release: (needed: ReadonlySet<string>) => Promise<void>
  /** What the run itself serves. */
  readonly hosting: Hosting
  readonly clock: Clock
  readonly recorded?: FromEvidence
  /** Makes the keys of the run. */
  readonly keys: KeyRing
  /** Why nothing more is sent; undefined while the run may go on. */
  readonly stopped: () => string | undefined
}

/** Discovers, enters, plans and runs. What the server does never throws; faulty input does (InputError). */
export async function conduct(
  input: DriveInput,
  recorder: Recorder,
  tell: Required<DriveObserver>,
  { toRepeat, evidenceOf, release, hosting, clock, keys, recorded, stopped }: Hooks,
  identity?: TlsIdentity,
): Promise<Conducted> {
  const { target, profile, version, signal } = input
  const given = configuredKeys(target)
  if (given.introspectionClient !== undefined) keys.adopt(`${introspectionKeys} ${usualKey}`, given.introspectionClient)
  for (const name of ['assertionIssuer', 'disabledIssuer'] as const)
    if (given[name] !== undefined) keys.adopt(`${issuerKeys[name]} ${usualKey}`, given[name])
  const retry = { recorder, signal, clock, onRetry: tell.retry, stopped }
  const loading = loadFaker()
  const asking = askingFor(target, version)
  const needs = (facts: TargetFacts, metadata?: Json): Needs => {
    const plan = possiblePlan(input, facts)
    const found = needsOf(plan, runningRows(plan), target)
    // A server that does not exist is asked once, not by every row.
    const answered = recorder.all().some(({ response }) => response !== undefined)
    const isOpen = listingOf(facts.capabilities, metadata, target) === 'open'
    return answered && isOpen ? found : { ...found, client: true, token: true }
  }
  const wantsKeys = (facts: TargetFacts): boolean => needs(facts).jwks
  const discovery = withoutTunnels(await discoverWith({ target, profile, asking, wantsKeys }, retry), input.env)
  const needed = needs(discovery.facts, documentsOf(discovery).metadata)
  tell.discovered(discovery.facts)
  const inventor = inventorFor(input.seed, await loading)
  const discovered: RunContext = {
    ...retry,
    target,
    profile,
    version,
    inventor,
    keys,
    configuredKeys: await serveKeySets(hosting, target, given, documentsOf(discovery).metadata),
    supplied: suppliedBy(target),
    hosting,
    ...(recorded === undefined ? {} : { recorded }),
    nonces: createNonceMemory(),
    handshakes: createHandshakes(),
    certificates: await certificatesFor(needed, discovery.facts, identity),
    facts: discovery.facts,
    ...documentsOf(discovery),
  }
  const known = withEntries(discovery.facts, usedSoFar(target, recorder.all()))
  const early = known.blocker ?? entryBlocker({ facts: known, exchanges: recorder.all(), declaration: { target } })
  if (early !== undefined) {
    const looks = await looksAtTls({ ...discovered, facts: known }, input)
    return blocked(discovery, known, input, early, [], looks)
  }
  const partial = input.only.length + input.skip.length > 0
  const isUsed = wantedBy(runningRows(possiblePlan(input, known)))
  const learnt = await learnMethods(
    discovered,
    (name) => !partial || isUsed(name) || (name === 'client' && needed.token),
  )
  const found = withMethod(known, learnt)
  const run: RunContext = { ...discovered, target: learnt, facts: withMethod(discovered.facts, learnt) }
  const pool = createClientPool(run)
  const stop = (facts: TargetFacts, because: string): Conducted =>
    blocked(discovery, facts, input, because, pool.records())
  const entered = await enter(run, pool, makePlan(input.specs, profile, found, input), needed)
  const blocker = blockerOf(entered.facts, recorder.all())
  if (blocker !== undefined) {
    const facts = withEntries({ ...entered.facts, blocker }, usedSoFar(target, recorder.all()))
    return stop(facts, blocker)
  }
  const rows = runningRows(makePlan(input.specs, profile, entered.facts, input))
  const selected = { rows, partial }
  const tried = await tryEntries({ ...run, facts: entered.facts }, pool, selected, entered.token)
  const complete = withEntries(entered.facts, tried)
  const alone = input.concurrency > 1 && (await learnOneToken({ ...run, facts: complete }, rows, entered))
  const facts: TargetFacts = alone ? { ...complete, oneTokenPerClient: true } : complete
  tell.discovered(facts)
  const refused = entryBlocker({ facts, exchanges: recorder.all(), declaration: { target } })
  if (refused !== undefined) return stop(facts, refused)
  const plan = makePlan(input.specs, profile, facts, input)
  const clients = pool.records().filter(({ configured, blocked: because }) => !configured && because === undefined)
  const costs = estimate(plan, { requests: recorder.all().length, clients: clients.map(({ key }) => key) })
  tell.planned({ ...costs, ...(input.maxRequests === undefined ? {} : { most: input.maxRequests }) })
  const scenarios = await runPlan(plan, { ...run, facts }, pool, input.concurrency, tell)
  await lookAgain(discovery.jwks, asking, retry)
  const once = { discovery, facts, clients: pool.records(), scenarios, again: [] }
  if (input.explore !== undefined && evidenceOf !== undefined) {
    const partOf: PartOf = (part, exchanges) => evidenceOf({ ...once, ...part }, exchanges)
    await input.explore(labOf(input, { ...run, facts }, pool, { partOf, release, stopped }))
  }
  let seen: Conducted = once
  for (const attempt of further) {
    const repetitions = signal.aborted || stopped() !== undefined ? [] : await toRepeat(seen)
    const repeated = runningRows(plan).flatMap((row) => {
      const repetition = usesRefreshToken(row) ? undefined : repetitions.find((each) => each.row === row.id)
      return repetition === undefined ? [] : [{ row, repetition: { attempt, ...repetition } }]
    })
    if (repeated.length === 0) return seen
    const documents = repeated.flatMap(({ repetition }) => repetition.documents ?? [])
    await readAgain(documents, discovery, asking, retry)
    const again = await repeatRows(repeated, { ...run, facts }, pool, release, tell)
    await lookAgain(discovery.jwks, asking, retry)
    seen = { ...seen, clients: pool.records(), again: [...seen.again, ...again] }
  }
  return seen
}

/** A third attempt is made only where one of the two before could not decide anything. */
const further = [2, 3] as const

/** Every row that may run: what only the first answers show is taken to be offered. */
function possiblePlan(input: DriveInput, facts: TargetFacts): Plan {
  const offered = { offered: true, because: 'not yet known' }
  const learnt = Object.fromEntries(learntCapabilities.map((name) => [name, offered]))
  const denied = facts.capabilities.client_credentials?.denied ? { client_credentials: offered } : {}
  const capabilities = withLastWord({ ...facts.capabilities, ...learnt, ...denied }, input.target)
  return makePlan(input.specs, input.profile, { ...facts, capabilities }, input)
}

/** Made only where somebody asks for them. */
export async function certificatesFor(
  { certificates, client }: Needs,
  { capabilities }: TargetFacts,
  identity: TlsIdentity | undefined,
): Promise<Wardrobe> {
  if (!capabilities.mtls?.offered) return {}
  return certificates || client ? fillWardrobe(identity) : identity === undefined ? {} : { configured: identity }
}

function documentsOf({
  facts,
  metadata: fetched,
  jwks,
}: Discovery): Pick<RunContext, 'metadata' | 'metadataExchange' | 'jwksExchange'> {
  const metadata = facts.metadata?.unused === undefined ? fetched : undefined
  const document = readAnswer(metadata).json
  return {
    ...(document === undefined ? {} : { metadata: document }),
    ...(metadata === undefined ? {} : { metadataExchange: metadata }),
    ...(jwks === undefined ? {} : { jwksExchange: jwks }),
  }
}

/** How the client of the target file authenticates. */
const withMethod = (facts: TargetFacts, { client }: Target): TargetFacts =>
  client === undefined ? facts : { ...facts, clientMethod: client.token_endpoint_auth_method }

/** What a proxy stands before is reached through it, and only so: TLS is not looked at. */
function withoutTunnels(discovery: Discovery, env: DriveInput['env'] = {}): Discovery {
  const { facts } = discovery
  const url = facts.issuer ?? facts.baseUrl ?? facts.endpoints.token?.url
  const proxy = url === undefined ? undefined : proxyFor(url, env)
  if (proxy === undefined || !facts.https) return discovery
  const because = `the target is reached through the proxy ${proxy.origin} (${proxy.from}), so TLS is not looked at`
  return {
    ...discovery,
    facts: { ...facts, capabilities: { ...facts.capabilities, tls: { offered: false, because } } },
  }
}

/** A target that no file describes has no entries. */
const withEntries = (facts: TargetFacts, entries: Entries): TargetFacts =>
  Object.keys(entries).length === 0 ? facts : { ...facts, entries }

/** Nothing more is sent: every row says why, except those about the document that was read. */
function blocked(
  discovery: Discovery,
  facts: TargetFacts,
  { specs, profile, only, skip }: DriveInput,
  because: string,
  clients: readonly ClientRecord[],
  looks: ReadonlyMap<string, ScenarioRun> = new Map(),
): Conducted {
  const plan = makePlan(specs, profile, facts, { only, skip })
  const scenarios = runningRows(plan).map(
    (row) =>
      looks.get(row.id) ??
      (facts.blocker === undefined ? undefined : documentRow(row, discovery.metadata)) ??
      blockedRow(row, because),
  )
  return { discovery, facts, clients, scenarios, again: [] }
}

/** Where we have refused the target's TLS, the rows that look at it say why. */
async function looksAtTls(
  run: RunContext,
  { specs, profile, only, skip }: DriveInput,
): Promise<ReadonlyMap<string, ScenarioRun>> {
  const looks = new Map<string, ScenarioRun>()
  if (run.facts.blocker === undefined || !isRefusedByTls(run.recorder.all())) return looks
  const pool = createClientPool(run)
  for (const row of runningRows(makePlan(specs, profile, run.facts, { only, skip })))
    if (looksAtTlsOnly(row.scenario)) looks.set(row.id, await runRow(row, run, pool))
  return looks
}

/** Each use may replace the refresh token of the target file, and some end its life: the order of the profile counts, and nothing is run once more. */
const usesRefreshToken = ({ scenario }: PlannedRow): boolean => scenario.needs.includes('refresh')

/** Rows that may end tokens of the client which everybody else uses too, since none of their own can be registered, or change its keys: they go last, one by one. */
const endsSharedTokens =
  ({ facts }: Plan) =>
  ({ scenario, clients }: PlannedRow): boolean =>
    clients === 'served' ||
    (clients === 'shared' && (scenario.fresh || (scenario.kind === 'limitation' && facts.clientMethod !== undefined)))

/** Round trips of a row, more or less. The longest rows begin first, so that none of them is left over at the end. */
const weight = ({ scenario }: PlannedRow): number => scenario.steps.length + (scenario.fresh ? 1 : 0)

/**
 * Scenario rows side by side. The limitations go one after the other, since each may change what the next one sees; they have a client of
 * their own, so their chain, the longest one, starts first and runs beside the rows. So does that of the rows which share the one refresh token, or a client that
 * has one access token at a time.
 */
async function runPlan(
  plan: Plan,
  run: RunContext,
  pool: ClientPool,
  concurrency: number,
  tell: Required<DriveObserver>,
): Promise<readonly ScenarioRun[]> {
  const results = new Map<string, ScenarioRun>()
  const work = async (row: PlannedRow): Promise<void> => {
    tell.scenarioStarted(row.id)
    const result = await runRow(row, run, pool)
    results.set(row.id, result)
    tell.scenarioFinished(result)
  }
  const sequential = new Set(plan.limitations.map((each) => each.row))
  const rows = runningRows(plan)
  const last = rows.filter(endsSharedTokens(plan))
  const early = rows.filter((row) => !last.includes(row))
  const others = plan.facts.oneTokenPerClient === true ? sharesTokens : usesRefreshToken
  const chains = [early.filter((row) => sequential.has(row)), early.filter(others)]
  const chained = new Set(chains.flat())
  const beside = early
    .filter((row) => !chained.has(row))
    .toSorted((one, other) => weight(other) - weight(one))
    .map((row) => [row])
  await inPool([...chains.filter((chain) => chain.length > 0), ...beside], concurrency, async (unit) => {
    for (const row of unit) await work(row)
  })
  for (const row of last) await work(row)
  return rows.map((row) => results.get(row.id) ?? blockedRow(row))
}

/** One row after the other, one request at a time. An attempt that was cut short says nothing, and is left out. */
async function repeatRows(
  repeated: readonly { readonly row: PlannedRow; readonly repetition: Repetition & { readonly attempt: number } }[],
  run: RunContext,
  pool: ClientPool,
  release: Hooks['release'],
  tell: Required<DriveObserver>,
): Promise<readonly ScenarioRun[]> {
  tell.repeating(repeated.length)
  const again: ScenarioRun[] = []
  for (const { row, repetition } of repeated) {
    // Nobody needs the clients of the rows before: a server may limit how many there are.
    await release(pool.shared())
    const result = await repeatRow(row, repetition, run, pool)
    if (run.signal.aborted || run.stopped?.() !== undefined) break
    again.push(result)
  }
  return again
}
