import type { ServedName } from '../../entries/served-clients.ts'
import type { ClientRecord, Exchange } from '../../model/evidence.ts'
import type { ClientTemplate, RegistrationAttempt } from '../../model/profile.ts'
import type { StaticClient } from '../../model/target.ts'
import { standsFor } from '../../plan/plan.ts'
import { servedClient } from '../hosting/place.ts'
import { forServer } from '../keys/configured-keys.ts'
import { usualKey } from '../keys/usual-key.ts'
import type { RunContext } from '../run-context.ts'
import { type Client, type ClientOutcome, informationIn } from './client.ts'
import { listedAttempts } from './listed-attempts.ts'
import { registerClient } from './register-client.ts'

export type Instance = 'first' | 'second'

/**
 * Who uses a client: the whole run, the rows that are about registered clients where the target file names one, the limitations (which may endanger
 * it), or one row.
 */
export type ClientGroup =
  | { readonly kind: 'run' }
  | { readonly kind: 'registered' }
  | { readonly kind: 'limitations' }
  /** The one of the target file whose keys the run serves. */
  | { readonly kind: 'served' }
  /** `again`: the row is run once more, so that what was refused before is asked for again. */
  | { readonly kind: 'row'; readonly id: string; readonly again?: boolean }

/** The clients of a run, by template. Registered when first needed, and once per group. */
export interface ClientPool {
  client(template: string, instance: Instance, group: ClientGroup): Promise<ClientOutcome>
  /** The way of registering this template that the server accepts; the first one when none is accepted. */
  attemptFor(template: string): Promise<RegistrationAttempt | undefined>
  /** Makes a client that a step has registered the one of its row. Undefined when the answer holds none. */
  adopt(template: string, row: string, exchange: Exchange): Client | undefined
  records(): readonly ClientRecord[]
  /** Ids of the clients that are not those of one row alone. */
  shared(): ReadonlySet<string>
}

export function createClientPool(run: RunContext): ClientPool {
  const outcomes = new Map<string, Promise<ClientOutcome>>()
  const records = new Map<string, ClientRecord>()
  const shared = new Set<string>()
  const note = (outcome: ClientOutcome): ClientOutcome => {
    records.set(outcome.record.key, outcome.record)
    return outcome
  }
  const client = (template: string, instance: Instance, group: ClientGroup): Promise<ClientOutcome> => {
    const key = keyOf(template, instance, group)
    const known = outcomes.get(key)
    if (known !== undefined) return known
    const made = make(key, template, instance, group, run, client).then(note)
    outcomes.set(key, made)
    if (group.kind !== 'row') shared.add(key)
    return made
  }
  const attemptFor = async (template: string): Promise<RegistrationAttempt | undefined> => {
    const outcome = await client(template, 'first', mainGroup(template, run))
    const known = outcome.kind === 'client' ? outcome.client.attempt : undefined
    return known ?? run.profile.clients[template]?.attempts[0]
  }
  const adopt = (template: string, row: string, exchange: Exchange): Client | undefined => {
    const information = informationIn(exchange)
    if (information === undefined) return undefined
    const key = keyOf(template, 'first', { kind: 'row', id: row })
    const record = {
      key,
      template,
      configured: false,
      client_id: information.client_id,
      exchange: exchange.id,
      attempts: [],
    }
    records.set(key, record)
    return { key, template, information, exchange }
  }
  return {
    client,
    attemptFor,
    adopt,
    records: () => [...records.values()],
    shared: () =>
      new Set([...records.values()].flatMap(({ key, client_id }) => (shared.has(key) ? (client_id ?? []) : []))),
  }
}

/** "confidential", "confidential@second", "confidential@registered", "confidential@limitations", "confidential@second@token/x[row]". */
export function keyOf(template: string, instance: Instance, group: ClientGroup): string {
  const which = instance === 'second' ? '@second' : ''
  const whose = group.kind === 'run' ? '' : group.kind === 'row' ? `@${group.id}` : `@${group.kind}`
  return `${template}${which}${whose}`
}

type Take = ClientPool['client']

async function make(
  key: string,
  template: string,
  instance: Instance,
  group: ClientGroup,
  run: RunContext,
  take: Take,
): Promise<ClientOutcome> {
  const entry = entryFor(instance, group, run)
  const configured = entry === undefined ? undefined : run.target[entry]
  if (
    entry !== undefined &&
    configured !== undefined &&
    isShared(group) &&
    stands(configured, run.profile.clients[template])
  )
    return ready({ key, template, entry, configured }, run)
  if (!run.facts.registers) {
    const why = run.target.readOnly === true ? 'the run is read-only' : 'the target offers no registration'
    return none(key, template, `${why}, and the target file has no such client`)
  }
  const known = run.profile.clients[template]
  const attempts = known === undefined ? [] : listedAttempts(known, run.metadata, Object.keys(run.certificates))
  const mains = mainGroup(template, run)
  const isMain = instance === 'first' && group.kind === mains.kind
  const owner = isMain && known?.entry === true ? 'entry' : 'clients'
  if (isMain) return registerClient({ key, template, owner, attempts }, run)
  // The main client of the template has shown which way of registering works, or that none does.
  const main = await take(template, 'first', mains)
  const again = group.kind === 'row' && group.again === true
  if (main.kind === 'blocked' && !again) return none(key, template, main.because, main.record.exchange)
  const works = main.kind === 'client' ? main.client.attempt : undefined
  return registerClient(
    { key, template, owner, attempts: works === undefined ? attempts : [{ ...works, after: 'first' }] },
    run,
  )
}

/** Of what is shared a configured client is taken; the others want one that was registered. */
const isShared = ({ kind }: ClientGroup): boolean => kind === 'run' || kind === 'limitations' || kind === 'served'

/** Which client of the target file is meant. */
const entryFor = (instance: Instance, { kind }: ClientGroup, { target }: RunContext): ServedName | undefined =>
  kind === 'served' ? servedClient(target)?.name : instance === 'first' ? 'client' : 'secondClient'

/** Who has the client of a template that is registered first: it shows which way of registering works. */
export function mainGroup(template: string, { target, profile }: Pick<RunContext, 'target' | 'profile'>): ClientGroup {
  const replaced = target.client !== undefined && stands(target.client, profile.clients[template])
  return { kind: replaced ? 'registered' : 'run' }
}

const stands = (configured: StaticClient, template: ClientTemplate | undefined): boolean =>
  template === undefined || standsFor(configured.token_endpoint_auth_method, template)

interface Ready {
  readonly key: string
  readonly template: string
  readonly entry: ServedName
  readonly configured: StaticClient
}

function ready({ key, template, entry, configured }: Ready, run: RunContext): ClientOutcome {
  const { private_key: _, ...information } = configured
  const own = run.configuredKeys[entry]
  if (own !== undefined) run.keys.adopt(`${key} ${usualKey}`, forServer(own, run.metadata))
  const { client_id } = configured
  return {
    kind: 'client',
    client: { key, template, information },
    record: { key, template, configured: true, client_id, attempts: [] },
  }
}

function none(key: string, template: string, because: string, exchange?: number): ClientOutcome {
  const refused = exchange === undefined ? {} : { exchange }
  return {
    kind: 'blocked',
    because,
    record: { key, template, configured: false, attempts: [], blocked: because, ...refused },
  }
}
