import { readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import type { Exchange, MetadataFact } from '../../model/evidence.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { type RetryContext, sendWithRetry } from '../http/retry.ts'
import type { Asking } from './asking.ts'
import type { MetadataLocation } from './metadata-locations.ts'

export interface FoundMetadata {
  readonly fact: MetadataFact
  readonly document: JsonObject
  readonly exchange: Exchange
}

/**
 * Tries the locations one after the other until one answers 200 with a document that names an `issuer` (RFC 8414 section 3.2). Where none does, a broken
 * document is what the server publishes: its checks have to say so.
 */
export async function findMetadata(
  locations: readonly MetadataLocation[],
  asking: Asking,
  context: RetryContext,
): Promise<FoundMetadata | undefined> {
  let broken: FoundMetadata | undefined
  for (const [index, { url, form }] of locations.entries()) {
    if (context.signal.aborted) return broken
    const request = asking.get('metadata', url)
    const sending = { owner: 'discovery', step: `metadata-${form}`, operation: 'metadata', request } as const
    const exchanges = await sendWithRetry(sending, context)
    const first = exchanges.at(-1) ?? exchanges[0]
    // All that is judged hangs on this one answer.
    const last = first.failure?.code === 'timeout' ? await context.recorder.send(sending) : first
    const read = metadataIn(last)
    const found = read && { fact: { exchange: last.id, url, form }, document: read.document, exchange: last }
    if (read?.whole) return found
    broken ??= found
    if (isHopeless(last, locations[index + 1])) return broken
  }
  return broken
}

/** `whole`: the document names its issuer. */
interface Read {
  readonly document: JsonObject
  readonly whole: boolean
}

/** What a client can read of a document that is labelled as JSON and is none, or is wrapped in a list, is nothing. */
function metadataIn(exchange: Exchange): Read | undefined {
  const { status, json, media, text } = readAnswer(exchange)
  if (status !== 200) return undefined
  const unreadable = { document: {}, whole: false }
  if (json === undefined) return media === 'application/json' && text?.includes('"issuer"') ? unreadable : undefined
  if (Array.isArray(json)) return json.some(describesServer) ? unreadable : undefined
  if (!isObject(json)) return undefined
  if (typeof json.issuer === 'string') return { document: json, whole: true }
  return describesServer(json) ? { document: json, whole: false } : undefined
}

/** Members that only a server's metadata has (RFC 8414 section 2). */
const describesServer = (value: Json): boolean =>
  isObject(value) &&
  Object.entries(value).some(
    ([name, each]) =>
      /^(?:issuer|jwks_uri|\w+_endpoint)$/u.test(name) && typeof each === 'string' && URL.canParse(each),
  )

/** Where nobody answers at all, the next location on the same host will not be answered either. */
function isHopeless(exchange: Exchange, next: MetadataLocation | undefined): boolean {
  if (exchange.failure === undefined || next === undefined) return false
  const unreachable = ['refused', 'dns', 'tls', 'timeout', 'interrupted'].includes(exchange.failure.code)
  return unreachable && new URL(exchange.request.url).origin === new URL(next.url).origin
}
