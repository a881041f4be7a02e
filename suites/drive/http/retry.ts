import type { Exchange } from '../../model/evidence.ts'
import type { RetryNotice } from '../observer.ts'
import type { Clock } from './clock.ts'
import type { Recorder, Sending } from './recorder.ts'
import { longestPause, retryAfter } from './retry-after.ts'
import type { OutgoingRequest } from './transport.ts'

export interface RetryContext {
  readonly recorder: Recorder
  readonly signal: AbortSignal
  readonly clock: Clock
  /** Why nothing more is sent; undefined while the run may go on. */
  readonly stopped?: () => string | undefined
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined
}

const busy = [408, 429, 502, 503, 504]
const pauses = [100, 300]

/**
 * Sends a request; an answer that says "not now" (408, 429, 502, 503, 504) is asked for again at most twice, a reset connection once,
 * a timeout never, and none that asks for a longer wait than a run makes. `remake` makes the request anew for that: a proof or an assertion in it may count once only (RFC 9449 section 7.3).
 * Returns every exchange in order; the last one counts. Never rejects.
 */
export async function sendWithRetry(
  sending: Sending,
  context: RetryContext,
  remake: () => Promise<OutgoingRequest> = async () => sending.request,
): Promise<readonly [Exchange, ...Exchange[]]> {
  const exchanges: [Exchange, ...Exchange[]] = [await context.recorder.send(sending)]
  for (;;) {
    const last = exchanges.at(-1) ?? exchanges[0]
    const waitMs = pauseBefore(last, exchanges.length, context.clock)
    if (waitMs === undefined || context.signal.aborted) return exchanges
    context.onRetry?.({ owner: sending.owner, step: sending.step, because: reason(last), waitMs })
    await context.clock.sleep(waitMs, context.signal)
    if (context.signal.aborted) return exchanges
    exchanges.push(await context.recorder.send({ ...sending, request: await remake() }))
  }
}

/** Milliseconds to wait before the next attempt, or undefined when there shall be none. `made`: attempts so far. */
function pauseBefore(last: Exchange, made: number, clock: Clock): number | undefined {
  // The answer to a second deletion is about a client that may be gone by the first.
  const final = last.operation === 'delete_client' && last.owner !== 'clean-up'
  if (last.failure !== undefined) return last.failure.code === 'reset' && made === 1 && !final ? pauses[0] : undefined
  if (made > pauses.length || last.response === undefined || !busy.includes(last.response.status)) return undefined
  const wait = retryAfter(last, clock.now()) ?? pauses[made - 1]
  return wait === undefined || wait > longestPause ? undefined : wait
}

const reason = (exchange: Exchange): string =>
  exchange.failure?.message ?? `answered ${exchange.response?.status ?? ''}`
