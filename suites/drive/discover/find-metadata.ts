import { readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import type { Exchange, MetadataFact } from '../../model/evidence.ts'
import type { JsonObject } from '../../model/json.ts'
import { type RetryContext, sendWithRetry } from '../http/retry.ts'
import type { Asking } from './asking.ts'
import type { MetadataLocation } from './metadata-locations.ts'

export interface FoundMetadata {
  readonly fact: MetadataFact
  readonly document: JsonObject
  readonly exchange: Exchange
}

/** Tries the locations one after the other until one answers 200 with a document that names an `issuer` (RFC 8414 section 3.2). */
export async function findMetadata(
  locations: readonly MetadataLocation[],
  asking: Asking,
  context: RetryContext,
): Promise<FoundMetadata | undefined> {
  for (const [index, { url, form }] of locations.entries()) {
    if (context.signal.aborted) return undefined
    const request = asking.get('metadata', url)
    const exchanges = await sendWithRetry(
      { owner: 'discovery', step: `metadata-${form}`, operation: 'metadata', request },
      context,
    )
    const last = exchanges.at(-1) ?? exchanges[0]
    const document = metadataIn(last)
    if (document !== undefined) return { fact: { exchange: last.id, url, form }, document, exchange: last }
    if (isHopeless(last, locations[index + 1])) return undefined
  }
  return undefined
}

/** A document that is labelled as JSON and is none is one all the same, a broken one: its checks have to say so. */
function metadataIn(exchange: Exchange): JsonObject | undefined {
  const { status, json, media, text } = readAnswer(exchange)
  if (status !== 200) return undefined
  if (json === undefined && media === 'application/json' && text?.includes('"issuer"')) return {}
  return isObject(json) && typeof json.issuer === 'string' ? json : undefined
}

/** Where nobody answers at all, the next location on the same host will not be answered either. */
function isHopeless(exchange: Exchange, next: MetadataLocation | undefined): boolean {
  if (exchange.failure === undefined || next === undefined) return false
  const unreachable = ['refused', 'dns', 'tls', 'timeout', 'interrupted'].includes(exchange.failure.code)
  return unreachable && new URL(exchange.request.url).origin === new URL(next.url).origin
}
