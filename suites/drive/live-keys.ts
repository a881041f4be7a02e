import { readAnswer } from '../decode/answer.ts'
import { targetFromUrl } from '../load/target-url.ts'
import { InputError } from '../model/errors.ts'
import type { Exchange } from '../model/evidence.ts'
import { keysOf } from './attest.ts'
import { askingFor } from './discover/asking.ts'
import { findMetadata } from './discover/find-metadata.ts'
import { metadataLocations } from './discover/metadata-locations.ts'
import { guardTarget } from './guard.ts'
import { wallClock } from './http/clock.ts'
import { rateLimiter } from './http/rate.ts'
import { createReach } from './http/reach.ts'
import { createRecorder } from './http/recorder.ts'
import { sendWithRetry } from './http/retry.ts'
import { openTransport } from './http/transport.ts'

/** What an issuer publishes now. `jwks`: the exchange that has its JWK Set. */
export type LiveKeys =
  | { readonly kind: 'keys'; readonly jwks: Exchange }
  | { readonly kind: 'none'; readonly because: string }

export interface Live {
  /** Of grantcheck: for User-Agent. */
  readonly version: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}

/**
 * Reads the JWK Set of an issuer: the metadata at its well-known places (RFC 8414 section 3, OpenID Connect Discovery 1.0 section 4), which has to name this very issuer, and what its
 * jwks_uri has. Some GET requests without credentials, by the rules of a run: no redirect, https but on this machine, no address that is nearer than the issuer. Never
 * throws for what a server does, nor for an issuer that is no URL: that is the reason why there are none.
 */
export async function liveKeys(issuer: string, { version, env, signal }: Live): Promise<LiveKeys> {
  const named = targetOf(issuer)
  if (typeof named === 'string') return none(named)
  const transport = openTransport({ connections: 1, timeoutMs, tls: {}, env, reach: createReach(named) })
  const recorder = createRecorder({ transport, limiter: rateLimiter(undefined), allowed: named, signal })
  const retry = { recorder, signal, clock: wallClock }
  const asking = askingFor(named, version)
  try {
    const found = await findMetadata(metadataLocations(issuer), asking, retry)
    if (found === undefined) return none(`the metadata of ${issuer} cannot be read: ${whatCame(recorder.all().at(-1))}`)
    const { document, fact } = found
    if (document.issuer !== issuer) return none(`the metadata at ${fact.url} is not that of ${issuer}`)
    const { jwks_uri: uri } = document
    if (typeof uri !== 'string') return none(`the metadata at ${fact.url} has no jwks_uri`)
    const sending = { owner: 'discovery', step: 'jwks', operation: 'jwks', request: asking.get('jwks', uri) } as const
    const jwks = (await sendWithRetry(sending, retry)).at(-1)
    if (jwks === undefined || keysOf(jwks) === undefined)
      return none(`the keys at ${uri} cannot be read: ${whatCame(jwks)}`)
    return { kind: 'keys', jwks }
  } finally {
    await transport.close()
  }
}

const timeoutMs = 10_000

/** Why nothing is sent to the issuer, or it as the target of requests. */
function targetOf(issuer: string): ReturnType<typeof targetFromUrl> | string {
  try {
    const target = { ...targetFromUrl(issuer), issuer }
    guardTarget(target)
    return target
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
}

const none = (because: string): LiveKeys => ({ kind: 'none', because })

function whatCame(exchange: Exchange | undefined): string {
  const { status, problem } = readAnswer(exchange)
  return status === undefined ? (problem ?? 'nothing was sent') : `the answer is ${status} and has none`
}
