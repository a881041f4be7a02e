import type { Exchange, HeaderField, RecordedCertificate } from '../../model/evidence.ts'
import type { Operation } from '../../model/vocabulary.ts'
import { type Allowances, whyNotSent } from '../guard.ts'
import { type Named, strangeOrigin } from '../origins.ts'
import { createBreaker } from './breaker.ts'
import { type Budget, createBudget } from './budget.ts'
import type { RateLimiter } from './rate.ts'
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
  readonly allowed: Allowances & Named
  readonly signal: AbortSignal
  readonly onExchange?: (exchange: Exchange) => void
}

/** The one door to the network: numbers, limits, guards and records every exchange of a run. */
export function createRecorder(options: RecorderOptions): Recorder {
  const exchanges: Exchange[] = []
  const breaker = createBreaker()
  const budget = createBudget()
  let count = 0
  const send = async (sending: Sending, signal = options.signal): Promise<Exchange> => {
    count += 1
    const id = count
    const because = breaker.why(sending) ?? tooLong(sending.request, budget)
    const reply = because === undefined ? await guarded(sending.request, options, signal) : notSent(because)
    const exchange = toExchange(id, sending, kept(reply, budget))
    exchanges.push(exchange)
    breaker.observe(exchange)
    options.onExchange?.(exchange)
    return exchange
  }
  return { send, all: () => exchanges.toSorted((one, other) => one.id - other.id) }
}

/** A server may name any URL in its metadata: what the user did not allow is recorded, and not sent. */
async function guarded(request: OutgoingRequest, options: RecorderOptions, signal: AbortSignal): Promise<Reply> {
  const problem = whyNotSent(request.url, 'the URL', options.allowed) ?? strangeOrigin(request, options.allowed)
  if (problem !== undefined) return notSent(problem.message)
  await options.limiter.turn(signal)
  return options.transport.send(request, signal)
}

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
  return 'status' in outcome ? { ...exchange, response: outcome } : { ...exchange, failure: outcome }
}

/** The name by which a reader knows it, and what a server can know of it. */
function recordCertificate(certificate: Reply['certificate']): { certificate?: RecordedCertificate } {
  if (certificate === undefined) return {}
  if (certificate === 'none') return { certificate: { name: 'none' } }
  const { name, subject, thumbprint } = certificate
  return { certificate: { name, subject, 'x5t#S256': thumbprint } }
}
