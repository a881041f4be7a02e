import { readAnswer } from '../decode/answer.ts'
import { fetchesIn } from '../language/fetches.ts'
import type { Scope } from '../language/scope.ts'
import type { ClientRecord, Evidence, Exchange, Fetch, ScenarioRun } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Row } from '../model/scenario.ts'

/** Look-ups over one evidence, made once per judgement. */
export interface Recorded {
  readonly evidence: Evidence
  readonly exchange: (id: number | undefined) => Exchange | undefined
  readonly client: (key: string | undefined) => ClientRecord | undefined
  /** The attempts at a row, the first one first. */
  readonly runs: (id: string) => readonly ScenarioRun[]
  /** What came while this attempt, and those of other rows that belong to it, were made. */
  readonly answers: (run: ScenarioRun) => readonly Exchange[]
  readonly metadata: Json | undefined
  /** The row that sent a request, or that has the client which it registered. Of what several rows share, the first one. */
  readonly senderOf: (exchange: Exchange) => string | undefined
}

export function recorded(evidence: Evidence): Recorded {
  const exchanges = new Map<number | undefined, Exchange>(evidence.exchanges.map((each) => [each.id, each]))
  const clients = new Map<string | undefined, ClientRecord>(evidence.clients.map((each) => [each.key, each]))
  const runs = new Map<string, ScenarioRun[]>()
  for (const run of [...evidence.scenarios, ...(evidence.again ?? [])])
    runs.set(run.id, [...(runs.get(run.id) ?? []), run])
  const registering = new Map<number | undefined, string>()
  for (const { id, client, second } of evidence.scenarios)
    for (const key of [client, second]) {
      const exchange = clients.get(key)?.exchange
      if (!registering.has(exchange)) registering.set(exchange, id)
    }
  return {
    evidence,
    exchange: (id) => exchanges.get(id),
    client: (key) => clients.get(key),
    runs: (id) => runs.get(id) ?? [],
    answers: answersBy(evidence, (run) => Math.max(0, runs.get(run.id)?.indexOf(run) ?? 0)),
    metadata: readAnswer(exchanges.get(evidence.facts.metadata?.exchange)).json,
    senderOf: ({ id, owner }) => (runs.has(owner) ? owner : registering.get(id)),
  }
}

/** `attempt`: which one of its row a run is, the first one being 0. All first attempts are over before the second ones begin. */
function answersBy(evidence: Evidence, attempt: (run: ScenarioRun) => number): Recorded['answers'] {
  const again = evidence.again ?? []
  const ends: number[] = []
  for (const run of again.length === 0 ? [] : [...evidence.scenarios, ...again]) {
    const last = Object.values(run.steps).flatMap((step) => (step.kind === 'sent' ? step.exchanges : []))
    const index = attempt(run)
    ends[index] = Math.max(ends[index] ?? 0, ...last)
  }
  // A part of a profile may have shared steps only, which stand for what discovery has fetched.
  const found = evidence.exchanges.filter(({ owner, step }) => owner === 'discovery' && !step.endsWith('-again'))
  if (ends.length > 0) ends[0] = Math.max(ends[0] ?? 0, ...found.map(({ id }) => id))
  const parts = new Map<number, readonly Exchange[]>()
  return (run) => {
    const index = attempt(run)
    const known = parts.get(index)
    if (known !== undefined) return known
    const after = ends[index - 1] ?? 0
    const end = index + 1 < ends.length ? (ends[index] ?? 0) : Number.POSITIVE_INFINITY
    const part = ends.length === 0 ? evidence.exchanges : evidence.exchanges.filter(({ id }) => id > after && id <= end)
    parts.set(index, part)
    return part
  }
}

/** The scope in which one recorded scenario row is judged. Nothing is invented here: evidence is all there is. */
export function recordedScope(row: Row, run: ScenarioRun, from: Recorded): Scope {
  const clientOf = (key: string | undefined): Json | undefined => {
    const record = from.client(key)
    if (record?.configured) return record.client_id === undefined ? undefined : { client_id: record.client_id }
    return readAnswer(from.exchange(record?.exchange)).json
  }
  const client = clientOf(run.client)
  const second = clientOf(run.second)
  return {
    row,
    facts: from.evidence.facts,
    ...(from.metadata === undefined ? {} : { metadata: from.metadata }),
    ...(client === undefined ? {} : { client }),
    ...(second === undefined ? {} : { second }),
    exchange: (step) => {
      const taken = run.steps[step]
      return taken?.kind === 'sent' ? from.exchange(taken.exchanges.at(-1)) : undefined
    },
    minted: (step) => {
      const taken = run.steps[step]
      return taken?.kind === 'sent' ? from.exchange(taken.minted) : undefined
    },
    all: () => from.evidence.exchanges,
    invent: () => '',
    ...(run.fetches === undefined ? {} : { fetched: fetchedIn(run, run.fetches) }),
    secretFacts: (tag) => from.evidence.secrets[tag],
  }
}

const fetchedIn = ({ steps }: ScenarioRun, fetches: readonly Fetch[]): NonNullable<Scope['fetched']> => {
  const order = Object.keys(steps)
  return (document, window) => fetchesIn(fetches, order, document, window)
}
