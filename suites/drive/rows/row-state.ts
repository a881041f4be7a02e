import { readAnswer } from '../../decode/answer.ts'
import { at } from '../../decode/pointer.ts'
import { grants } from '../../language/condition.ts'
import { fetchesIn } from '../../language/fetches.ts'
import type { Scope } from '../../language/scope.ts'
import type { Exchange, StepRun } from '../../model/evidence.ts'
import type { PlannedRow } from '../../model/plan.ts'
import type { Client } from '../clients/client.ts'
import { type ClientGroup, type ClientPool, keyOf } from '../clients/client-pool.ts'
import type { RowHost } from '../hosting/row-host.ts'
import { type KeyOwner, publicKeysOf } from '../keys/public-keys.ts'
import type { RequestContext } from '../request/context.ts'
import type { RunContext } from '../run-context.ts'
import { registrableAll } from '../tls/wardrobe.ts'

/** What one scenario row has done so far. */
export interface RowState {
  readonly planned: PlannedRow
  /** The row's id, and another one in each further attempt: what is invented for it, and its own clients, are its own. */
  readonly name: string
  /** True: nothing that was asked for another row stands for what this one asks. */
  readonly alone: boolean
  readonly run: RunContext
  readonly pool: ClientPool
  readonly group: ClientGroup
  /** By step id, in the order sent. */
  readonly steps: Map<string, StepRun>
  /** The deciding answer of each step that was sent. */
  readonly answers: Map<string, Exchange>
  /** By step with `live`: the answer that delivered the token in use. */
  readonly minted: Map<string, Exchange>
  /** What the row serves. Absent: nothing. */
  hosted?: RowHost
  client: Slot
  second: Slot
}

/** A place for a client. `open`: nothing was registered yet. */
export type Slot =
  | { readonly kind: 'open' }
  | { readonly kind: 'none' }
  | { readonly kind: 'client'; readonly client: Client }
  /** `answer`: the registration that was accepted without delivering a client. */
  | { readonly kind: 'blocked'; readonly because: string; readonly answer?: Exchange }

/** Under which names the run keeps the keys of the row's clients, also of one that is not registered yet. */
export function ownersOf({ planned, group, client, second }: RowState): RequestContext['owners'] {
  const { client: template = 'confidential', second: other = template } = planned.scenario
  return {
    client: client.kind === 'client' ? client.client.key : keyOf(template, 'first', group),
    second: second.kind === 'client' ? second.client.key : keyOf(other, 'second', group),
  }
}

/** Whose keys `$key` means in a step. */
export const keyOwnerOf = (state: RowState): KeyOwner => {
  const { keys, metadata } = state.run
  return { keys, metadata, owner: ownersOf(state).client }
}

/** What is exchanged where the target file supplies nothing: the first access token of the row. */
function ownToken({ planned, answers }: RowState): NonNullable<Scope['supplied']> {
  const granted = planned.scenario.steps
    .filter(({ operation }) => operation === 'token')
    .map(({ id }) => answers.get(id))
    .find((answer) => answer !== undefined && grants(answer))
  const token = granted === undefined ? undefined : at(readAnswer(granted).json, '/access_token')
  return typeof token === 'string' ? { subject_token: token } : {}
}

/** What references and conditions of a step see now. */
export function scopeOf(state: RowState, step: string): Scope {
  const { planned, name, run, answers, minted, client, second, hosted } = state
  return {
    row: planned.row,
    facts: run.facts,
    certificates: registrableAll(run.certificates),
    step,
    supplied: { ...ownToken(state), ...run.supplied.values() },
    ...(run.metadata === undefined ? {} : { metadata: run.metadata }),
    ...(client.kind === 'client' ? { client: client.client.information } : {}),
    ...(second.kind === 'client' ? { second: second.client.information } : {}),
    exchange: (id) => answers.get(id),
    minted: (id) => minted.get(id),
    all: () => [],
    invent: run.inventor(name, step),
    publicKey: publicKeysOf(keyOwnerOf(state)),
    ...(hosted === undefined ? {} : hostedScope(hosted, planned)),
    secretFacts: () => undefined,
  }
}

const hostedScope = (hosted: RowHost, { scenario }: PlannedRow): Pick<Scope, 'hostedUrl' | 'fetched'> => {
  const order = scenario.steps.map(({ id }) => id)
  return {
    hostedUrl: (document) => hosted.url(document),
    fetched: (document, window) => fetchesIn(hosted.fetches(), order, document, window),
  }
}
