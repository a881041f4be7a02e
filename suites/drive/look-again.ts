import { readAnswer } from '../decode/answer.ts'
import { decodeJws } from '../decode/jws.ts'
import { at } from '../decode/pointer.ts'
import type { Exchange } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import { keysOf } from './attest.ts'
import type { Asking } from './discover/asking.ts'
import type { Discovery } from './discover/discover.ts'
import type { DiscoveryDocument } from './drive-input.ts'
import { type RetryContext, sendWithRetry } from './http/retry.ts'

/**
 * A server may begin to sign with a new key while the run goes on (RFC 7517 section 4.5): where a token names a key that is not in the JWK Set, the set
 * is asked for once more. What comes is recorded like any other exchange.
 */
export async function lookAgain(jwks: Exchange | undefined, asking: Asking, context: RetryContext): Promise<void> {
  const [known] = jwks === undefined ? [] : (keysOf(jwks) ?? [])
  if (jwks === undefined || known === undefined || context.signal.aborted) return
  const kids = new Set(context.recorder.all().map(kidIn))
  if ([...kids].every((kid) => kid === undefined || known.some((key) => key.kid === kid))) return
  const request = asking.get('jwks', jwks.request.url)
  await sendWithRetry({ owner: 'discovery', step: 'jwks-again', operation: 'jwks', request }, context)
}

/** Asks for documents of discovery once more. What comes belongs to the attempt that is under way. */
export async function readAgain(
  documents: readonly DiscoveryDocument[],
  { metadata, jwks }: Pick<Discovery, DiscoveryDocument>,
  asking: Asking,
  context: RetryContext,
): Promise<void> {
  const found = { metadata, jwks }
  for (const operation of new Set(documents)) {
    const known = found[operation]
    if (known === undefined || context.signal.aborted) continue
    const request = asking.get(operation, known.request.url)
    await sendWithRetry({ owner: 'discovery', step: `${operation}-again`, operation, request }, context)
  }
}

/** The kid of the JWT that an answer is, or delivers. */
function kidIn(exchange: Exchange): Json | undefined {
  const { kind, json, text } = readAnswer(exchange)
  const token = kind === 'jwt' ? text?.trim() : at(json, '/access_token')
  const jws = typeof token === 'string' ? decodeJws(token) : undefined
  return jws?.ok ? jws.value.header.kid : undefined
}
