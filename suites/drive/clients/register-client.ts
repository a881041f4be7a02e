import { readAnswer } from '../../decode/answer.ts'
import { summary } from '../../language/condition.ts'
import type { ClientRecord, Exchange } from '../../model/evidence.ts'
import type { RegistrationAttempt } from '../../model/profile.ts'
import { confirms, type Listing, listingOf } from '../discover/listed-grants.ts'
import type { NoRequest } from '../request/context.ts'
import type { RunContext } from '../run-context.ts'
import { askProving, type TokenAnswer } from '../token-proof.ts'
import { type Client, type ClientOutcome, informationIn } from './client.ts'
import { sendFor } from './send-for.ts'

export interface Registration {
  readonly key: string
  readonly template: string
  /** Owner of the exchanges: "entry" or "clients". */
  readonly owner: string
  /** Tried in order. */
  readonly attempts: readonly RegistrationAttempt[]
}

type Earlier = ClientRecord['attempts'][number]

/**
 * Registers a client, by the first attempt of its template that the server accepts. Where a later attempt is meant for a server
 * that refuses the client credentials grant, or does not list it, the token endpoint is asked first. Never throws: what fails is the outcome's `because`.
 */
export async function registerClient(registration: Registration, run: RunContext): Promise<ClientOutcome> {
  const earlier: Earlier[] = []
  let index = 0
  const listing = listingOf(run.facts.capabilities, run.metadata, run.target)
  for (;;) {
    const attempt = registration.attempts[index]
    if (attempt === undefined) return refused(registration, earlier, 'its template has no registration attempt')
    const tried = await tryAttempt(registration, attempt, index, run)
    if (tried.kind === 'blocked') return refused(registration, earlier, tried.because)
    const next = nextAttempt(registration.attempts, index, tried, listing)
    if (next === undefined) return conclude(registration, earlier, tried)
    earlier.push({
      exchange: tried.exchange.id,
      because: registration.attempts[next]?.because ?? `answered ${summary(tried.exchange)}`,
    })
    index = next
  }
}

interface Tried {
  readonly kind: 'tried'
  readonly exchange: Exchange
  readonly client?: Client
}

async function tryAttempt(
  registration: Registration,
  attempt: RegistrationAttempt,
  index: number,
  run: RunContext,
): Promise<Tried | { readonly kind: 'blocked'; readonly because: string }> {
  const { key, template } = registration
  const exchange = await sendFor(registration, 'register', run, { attempt })
  if (!('id' in exchange)) return { kind: 'blocked', because: exchange.because }
  const information = informationIn(exchange)
  if (information === undefined) return { kind: 'tried', exchange }
  const client: Client = { key, template, information, exchange, attempt }
  const listing = listingOf(run.facts.capabilities, run.metadata, run.target)
  const probes = registration.attempts
    .slice(index + 1)
    .some(({ after }) => after === 'unauthorized_client' || (after === 'grant_not_listed' && listing !== 'open'))
  const firstToken = probes ? await requestToken(client, registration.owner, run) : undefined
  return {
    kind: 'tried',
    exchange,
    client: firstToken?.kind === 'asked' ? { ...client, firstToken } : client,
  }
}

/** Asks the token endpoint for a first token of this client, and once more with each proof that the server may demand. */
export async function requestToken(client: Client, owner: string, run: RunContext): Promise<TokenAnswer | NoRequest> {
  const ask = (each: RunContext) => sendFor({ key: client.key, owner }, 'token', each, { client })
  return askProving(ask, run)
}

function nextAttempt(
  attempts: readonly RegistrationAttempt[],
  index: number,
  tried: Tried,
  listing: Listing,
): number | undefined {
  const later = (after: RegistrationAttempt['after']): number =>
    attempts.findIndex((attempt, at) => at > index && attempt.after === after)
  const after = reasonForAnother(tried)
  const next = after === undefined ? -1 : later(after)
  const other = confirms(listing, tried.client?.firstToken?.exchange) ? later('grant_not_listed') : -1
  // A registration that was refused may have the wrong form: some servers have the grant, and do not list it. So all forms of a machine client come first.
  const ordered = tried.client === undefined ? [next, other] : [other, next]
  return ordered.find((each) => each !== -1)
}

function reasonForAnother({ exchange, client }: Tried): RegistrationAttempt['after'] | undefined {
  if (client === undefined) return exchange.response?.status === 400 ? 'rejected' : undefined
  return readAnswer(client.firstToken?.exchange).error === 'unauthorized_client' ? 'unauthorized_client' : undefined
}

function conclude(
  registration: Registration,
  attempts: readonly Earlier[],
  { client, exchange }: Tried,
): ClientOutcome {
  if (client === undefined)
    return refused(registration, attempts, `its registration was answered ${summary(exchange)}`, exchange)
  const { key, template } = registration
  const client_id = String(client.information.client_id)
  return {
    kind: 'client',
    client,
    record: { key, template, configured: false, client_id, exchange: exchange.id, attempts },
  }
}

function refused(
  { key, template }: Registration,
  attempts: readonly Earlier[],
  why: string,
  exchange?: Exchange,
): ClientOutcome {
  const because = `there is no client "${key}": ${why}`
  const record = {
    key,
    template,
    configured: false,
    attempts,
    blocked: because,
    ...(exchange === undefined ? {} : { exchange: exchange.id }),
  }
  const { status = 0 } = exchange?.response ?? {}
  const accepted = status >= 200 && status < 300
  return { kind: 'blocked', because, record, ...(accepted && exchange !== undefined ? { answer: exchange } : {}) }
}
