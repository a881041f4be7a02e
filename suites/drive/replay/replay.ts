import type { Declaration, Evidence } from '../../model/evidence.ts'
import type { Profile } from '../../model/profile.ts'
import type { Specs } from '../../model/specs.ts'
import { embeddedName } from '../../model/target.ts'
import { cleanUp } from '../clients/clean-up.ts'
import { createRegistry, type RegisteredClient } from '../clients/registry.ts'
import { type Conducted, conduct } from '../conduct.ts'
import { reachedAt } from '../discover/reached-at.ts'
import type { DriveInput } from '../drive-input.ts'
import { withProxy } from '../http/with-proxy.ts'
import { createKeyRing } from '../keys/key-ring.ts'
import { notifier } from '../notify.ts'
import { createComparison } from './comparison.ts'
import { recordedHosting } from './hosting.ts'
import { marksFor } from './marks.ts'
import { createPlayback } from './playback.ts'
import { recordedIn } from './recorded.ts'
import { declaredIdentity, declaredTarget } from './target.ts'

export interface ReplayInput {
  readonly specs: Specs
  readonly profile: Profile
  readonly repeat: NonNullable<DriveInput['repeat']>
}

/** Evidence that says what its run was told. */
export type Replayable = Evidence & { readonly declaration: Declaration }

export const isReplayable = (evidence: Evidence): evidence is Replayable => evidence.declaration !== undefined

/**
 * Makes the run of the evidence once more, with its answers in the place of the network: discovery, facts, plan, steps and every request are worked out again, by the same code.
 * Returns what differs, a sentence each. Sends nothing.
 */
export async function replay(
  evidence: Replayable,
  { specs, profile, repeat }: ReplayInput,
): Promise<readonly string[]> {
  const { declaration, run, tool } = evidence
  const marks = marksFor(evidence)
  const identity = declaredIdentity(declaration)
  const comparison = createComparison(identity)
  let endpoints: Evidence['facts']['endpoints'] = {}
  const registry = createRegistry((uri) => reachedAt(uri, endpoints))
  comparison.delivered(JSON.stringify(declaration))
  const playback = createPlayback(evidence, comparison, marks, registry.observe)
  const { recorder } = playback
  const { facts } = evidence
  const input: DriveInput = {
    specs,
    profile,
    target: await declaredTarget(declaration, marks),
    version: tool.version,
    seed: run.seed,
    concurrency: declaration.concurrency,
    timeoutMs: 0,
    only: run.only,
    skip: run.skip,
    keepClients: declaration.keepClients,
    signal: new AbortController().signal,
    env: facts.proxy === undefined ? {} : { [facts.proxy.from]: facts.proxy.url },
    repeat,
  }
  const tidy = async (clients: readonly RegisteredClient[]): Promise<readonly string[]> => {
    if (input.keepClients) return clients.map(({ id }) => id)
    const headers = input.target.headers.registration ?? {}
    const { version, concurrency } = input
    // The order is chance, and so is where the time for it ended: both are those of the evidence.
    const places = clients.map((client) => ({ client, place: playback.deletion(client.id) }))
    const [sent, kept] = [
      places.filter(({ place }) => place !== undefined),
      places.filter(({ place }) => place === undefined),
    ]
    const ordered = sent.toSorted((one, other) => (other.place ?? 0) - (one.place ?? 0)).map(({ client }) => client)
    const left = await cleanUp({ clients: ordered, recorder, version, headers, concurrency, timeoutMs: cleanUpMs })
    return [...left, ...kept.map(({ client }) => client.id)]
  }
  const kept = new Set<string>()
  const hooks = {
    toRepeat: async (conducted: Conducted) =>
      run.confirmed === true
        ? repeat(
            soFar(
              evidence,
              conducted,
              recorder.all().map(({ id }) => id),
            ),
          )
        : [],
    release: async (needed: ReadonlySet<string>) => {
      const done = registry.remaining().filter(({ id }) => !needed.has(id) && !kept.has(id))
      for (const id of await tidy(done)) kept.add(id)
    },
    hosting: recordedHosting(evidence),
    recorded: recordedIn(evidence, marks),
    clock: playback.clock,
    keys: playback.holding(createKeyRing()),
    stopped: playback.stopped,
  }
  const tell = notifier({
    discovered: (found) => {
      endpoints = found.endpoints
    },
  })
  const conducted = await conduct(input, recorder, tell, hooks, identity)
  const left = await tidy(registry.remaining())
  if (playback.stopped() !== undefined) return comparison.differences()
  comparison.data('the fact', facts, withProxy(conducted.facts, input.env ?? {}))
  comparison.data('the client', byKey(evidence.clients), byKey(conducted.clients))
  comparison.data('the row', byId(evidence.scenarios), byId(conducted.scenarios))
  comparison.data('the further attempt', evidence.again ?? [], conducted.again)
  if (facts.named !== embeddedName)
    comparison.data('what is left behind', evidence.leftBehind.toSorted(), left.toSorted())
  for (const { id, owner, step } of playback.unused())
    comparison.note(`exchange ${id} of ${owner}, step ${step}, is none that the run sends`)
  return comparison.differences()
}

const cleanUpMs = 60_000

/** The evidence as it was when the run asked what to run once more. */
function soFar(evidence: Evidence, { again, clients }: Conducted, sent: readonly number[]): Evidence {
  const { again: all = [], ...rest } = evidence
  const ids = new Set(sent)
  const keys = new Set(clients.map(({ key }) => key))
  return {
    ...rest,
    clients: evidence.clients.filter(({ key }) => keys.has(key)),
    exchanges: evidence.exchanges.filter(({ id }) => ids.has(id)),
    ...(again.length === 0 ? {} : { again: all.slice(0, again.length) }),
  }
}

const byKey = (clients: Evidence['clients']): object => Object.fromEntries(clients.map((each) => [each.key, each]))

const byId = (runs: Evidence['scenarios']): object => Object.fromEntries(runs.map((each) => [each.id, each]))
