import type { Exchange } from '../../model/evidence.ts'
import type { Sending } from '../http/recorder.ts'
import { sendWithRetry } from '../http/retry.ts'
import type { OutgoingRequest } from '../http/transport.ts'
import type { Built } from '../request/context.ts'
import type { RunContext } from '../run-context.ts'
import { carriesNonce, demandedNonce } from './nonce-challenge.ts'

/**
 * Sends a request with retries. Where the server answers that it wants a nonce in the DPoP proof, the request is made anew and sent once more
 * (RFC 9449 section 8), unless the step leaves the nonce out on purpose. `make` builds the request, with a new proof each time.
 */
export async function sendProven(
  sending: Sending,
  run: RunContext,
  make: () => Promise<Built>,
): Promise<readonly [Exchange, ...Exchange[]]> {
  const remake = async (): Promise<OutgoingRequest> => {
    const built = await make()
    return built.kind === 'request' ? built.request : sending.request
  }
  const first = await sendWithRetry(sending, run, remake)
  for (const exchange of first) run.nonces.learn(exchange)
  const nonce = demandedNonce(first.at(-1) ?? first[0])
  if (nonce === undefined || run.signal.aborted) return first
  const request = await remake()
  if (!carriesNonce(request, nonce)) return first
  run.onRetry?.({ owner: sending.owner, step: sending.step, because: 'answered use_dpop_nonce', waitMs: 0 })
  const second = await sendWithRetry({ ...sending, request }, run, remake)
  for (const exchange of second) run.nonces.learn(exchange)
  return [...first, ...second]
}
