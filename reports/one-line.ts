import type { Exchange, RecordedResponse, TransportFailure } from '../suites/model/evidence.ts'
import { certificateNote } from './client-certificate.ts'
import { count, shown } from './text.ts'
import { tlsWords } from './tls.ts'

/**
 * One exchange on one line, safe to print: `POST /token -> 200 application/json 143 bytes in 3 ms`. Path only, no host, no query. A client
 * certificate stands before the arrow.
 */
export function oneLine(exchange: Exchange): string {
  return `${asked(exchange)}${certificateNote(exchange)} -> ${exchange.tls === undefined ? answer(exchange.response, exchange.failure) : tlsWords(exchange.tls)}`
}

/** What was asked for: `POST /token`. Path only, no host, no query. */
export function asked({ request: { method, url } }: Exchange): string {
  return `${shown(method, 20)} ${pathOf(url)}`
}

function pathOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined) return shown(url, 80)
  return `${shown(parsed.pathname, 80)}${parsed.search === '' ? '' : '?…'}`
}

function answer(response: RecordedResponse | undefined, failure: TransportFailure | undefined): string {
  if (response === undefined) {
    return failure === undefined ? 'no answer' : `no answer: ${failure.code} (${shown(failure.message, 100)})`
  }
  const type = mediaType(response)
  const size = count(response.bytes, 'byte')
  const parts = [
    String(response.status),
    ...(type === '' ? [] : [type]),
    size,
    `in ${Math.round(response.durationMs)} ms`,
  ]
  return parts.join(' ')
}

function mediaType(response: RecordedResponse): string {
  const field = response.headers.find(([name]) => name.toLowerCase() === 'content-type')
  return shown((field?.[1] ?? '').split(';')[0]?.trim() ?? '', 60)
}
