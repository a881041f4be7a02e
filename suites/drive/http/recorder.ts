import type { Problem } from '../../model/errors.ts'
import type { Exchange, HeaderField, RecordedCertificate } from '../../model/evidence.ts'
import type { Operation } from '../../model/vocabulary.ts'
import { type Allowances, whyNotSent } from '../guard.ts'
import { type Named, strangeOrigin } from '../origins.ts'
import { whyNotReadOnly } from '../read-only.ts'
import { createBreaker } from './breaker.ts'
import { type Budget, createBudget, long } from './budget.ts'
import { lingering } from './linger.ts'
import type { RateLimiter } from './rate.ts'
import { createReclaimer } from './reclaim.ts'
import type { RequestBudget } from './request-budget.ts'
import type { OutgoingRequest, Reply, Transport } from './transport.ts'

export interface Sending {
  /** Scenario row id, or "discovery", "entry", "clients", "clean-up". */
  readonly owner: string
  readonly step: string
  readonly operation: Operation
  /** The fault of client authentication that the request has on purpose. */
  readonly defect?: string
  readonly request: OutgoingRequest
}

/** Sends and remembers. Exchanges are raw here: they leave the drive stage redacted only. */
export interface Recorder {
  send(sending: Sending, signal?: AbortSignal): Promise<Exchange>
  /** Every exchange so far, in the order sent. */
  all(): readonly Exchange[]
}

export interface RecorderOptions {
  readonly transport: Transport
  readonly limiter: RateLimiter
  readonly allowed: Allowances & Named & { readonly readOnly?: boolean }
  /** How many requests may be sent. Absent: any number. */
  readonly requests?: RequestBudget
  readonly signal: AbortSignal
  /** Called before a request goes out. */
  readonly onSend?: (id: number, sending: Sending) => void
  readonly onExchange?: (exchange: Exchange) => void
  /** Called before that with the whole of an exchange whose answer the run has no room for: its secrets are secrets all the same, and its client is there. `room`: the longest message that may still be kept. */
  readonly onDropped?: (exchange: Exchange, room: number) => void
}

/** The one door to the network: numbers, limits, guards and records every exchange of a run. */
export function createRecorder(options: RecorderOptions): Recorder {
  const exchanges: Exchange[] = []
  const breaker = createBreaker()
  const budget = createBudget()
  const reclaim = createReclaimer()
  let count = 0
  const send = async (sending: Sending, signal = options.signal): Promise<Exchange> => {
    count += 1
    const id = count
    const tooMuch = tooLong(sending.request, budget)
    const because = breaker.why(sending) ?? tooMuch
    const reply = because === undefined ? await guarded(id, sending, options, signal) : notSent(because)
    const fitting = kept(reply, budget)
    for (const octets of [sending.request.body?.length ?? 0, 'bytes' in reply.outcome ? reply.outcome.bytes : 0])
      if (octets > long) reclaim(octets)
    if (fitting !== reply) options.onDropped?.(toExchange(id, sending, reply), budget.room())
    const exchange = toExchange(id, tooMuch === undefined ? sending : withoutLong(sending), fitting)
    exchanges.push(exchange)
    breaker.observe(exchange)
    options.onExchange?.(exchange)
    return exchange
  }
  return { send, all: () => exchanges.toSorted((one, other) => one.id - other.id) }
}

/** A server may name any URL in its metadata: what the user did not allow is recorded, and not sent. */
async function guarded(id: number, sending: Sending, options: RecorderOptions, signal: AbortSignal): Promise<Reply> {
  const { request } = sending
  const { allowed, limiter, requests, transport } = options
  const problem = whyNotThere(request, allowed) ?? whyNotReadOnly(sending, allowed)
  if (problem !== undefined) return notSent(problem.message)
  await limiter.turn(signal)
  if (signal.aborted) return transport.send(request, signal)
  const over = requests?.take(id, sending)
  if (over !== undefined) return notSent(over)
  options.onSend?.(id, sending)
  if (sending.operation !== 'register') return transport.send(request, signal)
  // Only its answer says how the client can be deleted.
  const patient = lingering(signal, lingerMs)
  return transport.send(request, patient.signal).finally(patient.end)
}

/** What goes to the place without TLS goes there because the user has named it, and only there. */
const whyNotThere = (request: OutgoingRequest, allowed: RecorderOptions['allowed']): Problem | undefined =>
  request.plain === true
    ? whyNotSent(request.url, 'the URL', { ...allowed, allowHttp: true })
    : (whyNotSent(request.url, 'the URL', allowed) ?? strangeOrigin(request, allowed))

/** As long as clean-up may take. */
const lingerMs = 5_000

const notSent = (because: string): Reply => ({
  sentAt: new Date().toISOString(),
  outcome: { code: 'not-sent', message: `not sent: ${because}` },
})

const lengthOf = (headers: readonly HeaderField[]): number =>
  headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0)

/** A token may be as long as an answer, and goes into hundreds of requests. */
function tooLong({ url, headers, body = '' }: OutgoingRequest, budget: Budget): string | undefined {
  return budget.spend(url.length + lengthOf(headers) + body.length, 'the request')?.message
}

/** What was not sent for its length is not kept either. */
const withoutLong = ({ request, ...sending }: Sending): Sending => {
  const { body: _, headers, ...line } = request
  return { ...sending, request: { ...line, headers: headers.filter(([, value]) => value.length <= long) } }
}

/** An answer that the run has no room for is none. */
function kept(reply: Reply, budget: Budget): Reply {
  const { outcome } = reply
  if (!('status' in outcome)) return reply
  const over = budget.spend(outcome.bytes + lengthOf(outcome.headers), 'the answer')
  return over === undefined ? reply : { ...reply, outcome: { code: over.code, message: over.message } }
}

function toExchange(id: number, sending: Sending, { sentAt, outcome, certificate }: Reply): Exchange {
  const { owner, step, operation, defect } = sending
  const { method, url, headers, body } = sending.request
  const content = body === undefined ? {} : { body: { text: body } }
  const sent = { method, url, headers, ...content, ...recordCertificate(certificate), sentAt }
  const exchange = { id, owner, step, operation, ...(defect === undefined ? {} : { defect }), request: sent }
  if ('answer' in outcome) return { ...exchange, tls: outcome }
  return 'status' in outcome ? { ...exchange, response: outcome } : { ...exchange, failure: outcome }
}

/** The name by which a reader knows it, and what a server can know of it. */
function recordCertificate(certificate: Reply['certificate']): { certificate?: RecordedCertificate } {
  if (certificate === undefined) return {}
  if (certificate === 'none') return { certificate: { name: 'none' } }
  const { name, subject, thumbprint } = certificate
  return { certificate: { name, subject, 'x5t#S256': thumbprint } }
}
