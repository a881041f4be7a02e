import { listOf } from '../../decode/list-of.ts'
import { holds } from '../../language/condition.ts'
import { fitsTimes } from '../../language/fetches.ts'
import type { Fetch, StepRun } from '../../model/evidence.ts'
import type { HostedDocument } from '../../model/language.ts'
import type { Step } from '../../model/scenario.ts'
import type { RowDocument } from '../hosting/hosting.ts'
import { servedClient } from '../hosting/place.ts'
import { type Served, servedOf } from '../hosting/served.ts'
import { type KeyOwner, makeNamedKeys, namedKey } from '../keys/public-keys.ts'
import { keyOwnerOf, type RowState, scopeOf } from './row-state.ts'

/** Serves the documents of a row from now on. Returns what becomes of its steps where the run cannot. */
export async function openHost(state: RowState): Promise<StepRun | undefined> {
  const { host } = state.planned.scenario
  if (host === undefined || state.run.signal.aborted) return undefined
  const documents = [...new Map(host.map((each) => [each.id, documentOf(each, state)])).values()]
  const opened = await state.run.hosting.forRow(documents, state.run.facts.loopback, state.name)
  if (typeof opened === 'string') return { kind: 'blocked', because: opened }
  state.hosted = opened
  for (const { id, inside, when } of host) {
    if (inside === undefined || !holds(when, scopeOf(state, '')).holds) continue
    const because = await opened.inside(id, inside)
    if (because !== undefined) return { kind: 'skipped', because }
  }
  await serve(host, state, '')
  return undefined
}

/** The key set of a client of the target file has a place already. */
function documentOf({ id, client }: HostedDocument, { run }: RowState): RowDocument {
  const url = client === true ? servedClient(run.target)?.url : undefined
  return url === undefined ? { id } : { id, url }
}

export function closeHost({ hosted }: RowState): readonly Fetch[] | undefined {
  hosted?.end()
  return hosted?.fetches()
}

/** From now on it is this step's time, and its documents are served. */
export async function beginStep({ id, serve: documents }: Step, state: RowState): Promise<void> {
  state.hosted?.begin(id)
  if (documents !== undefined) await serve(documents, state, id)
}

/** The first entry of an id whose condition holds counts. */
async function serve(documents: readonly HostedDocument[], state: RowState, step: string): Promise<void> {
  await makeNamedKeys(documents, keyOwnerOf(state))
  const scope = scopeOf(state, step)
  const done = new Set<string>()
  for (const document of documents) {
    if (done.has(document.id) || !holds(document.when, scope).holds) continue
    done.add(document.id)
    const served = servedOf(document, scope, await certificateOf(document, keyOwnerOf(state)))
    if (document.inline) state.hosted?.inline(document.id, dataUrl(served))
    else state.hosted?.serve(document.id, served)
  }
}

async function certificateOf({ certificate }: HostedDocument, owner: KeyOwner): Promise<string | undefined> {
  const key = certificate === undefined ? undefined : await namedKey(certificate, owner)
  if (key === undefined) return undefined
  // What makes certificates is large, and few rows need one.
  const { makeCertificateOf } = await import('../tls/make-certificate.ts')
  return makeCertificateOf(key.publicKey, 'CN=grantcheck')
}

/** RFC 2397. */
const dataUrl = ({ body }: Served): string => `data:application/json;base64,${Buffer.from(body).toString('base64')}`

/** How long a server may take to fetch after it has answered. Of a registration it may do so in the background. */
const lateMs = { register: 5_000, other: 2_000, unwanted: 1_000 } as const

/** Waits for what the checks of a step ask of the server's requests, since those may come after its answer. What must not come is waited for briefly. */
export async function awaitFetches(step: Step, state: RowState): Promise<void> {
  const { hosted, run } = state
  if (hosted === undefined) return
  const scope = scopeOf(state, step.id)
  const counts = (id: string, window: Parameters<NonNullable<typeof scope.fetched>>[1]): number =>
    scope.fetched?.(id, window).length ?? 0
  const checks = step.expect.filter(({ when }) => holds(when, scope).holds)
  const wanted = checks.flatMap(({ fetched }) => listOf(fetched ?? []))
  const unwanted = checks.flatMap(({ not_fetched: each }) => listOf(each ?? []))
  const arrived = (): boolean =>
    wanted.every(({ id, times, without, octets, ...window }) => {
      const least = times?.min ?? (without === undefined && octets === undefined && times === undefined ? 1 : 0)
      return fitsTimes(counts(id, window), { min: least })
    })
  await hosted.until(arrived, step.operation === 'register' ? lateMs.register : lateMs.other, run.signal)
  if (unwanted.length === 0) return
  const seen = (): boolean => unwanted.some(({ id, ...window }) => counts(id, window) > 0)
  await hosted.until(seen, lateMs.unwanted, run.signal)
}
