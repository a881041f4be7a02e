import type { Body, Exchange, HeaderField } from '../suites/model/evidence.ts'
import type { FinishedRun } from '../suites/model/report.ts'
import { groupBy } from './causes.ts'
import { claimed, headline, productOf, reasonOf } from './claim.ts'
import { hideTags } from './html/tokens.ts'
import { visibleJson } from './text.ts'
import { isTlsLook } from './tls.ts'

/**
 * HTTP Archive 1.2, for the network panel of browsers, proxies and Postman: every exchange of HTTP, a page for each scenario row. Secrets are tags, as in the evidence.
 */
export function renderHar({ report, exchanges: all }: FinishedRun): string {
  const exchanges = all.filter((exchange) => !isTlsLook(exchange))
  const { tool } = report
  const product = productOf(report.target)
  const titles = new Map(report.scenarios.map(({ id, title }) => [id, title]))
  const pages = groupBy(exchanges, ({ owner }) => owner).map(({ key, items: [first] }) => ({
    startedDateTime: first.request.sentAt,
    id: key,
    title: `${key}${titles.has(key) ? `: ${titles.get(key)}` : ''}`,
    pageTimings: {},
  }))
  const log = {
    version: '1.2',
    creator: { name: tool.name, version: tool.version },
    pages,
    entries: exchanges.map(entryOf),
    comment: [
      `${claimed(report)}: ${headline(report)}`,
      reasonOf(report),
      ...(product === undefined ? [] : [product]),
    ].join('. '),
  }
  return `${visibleJson(JSON.stringify({ log }, null, 1))}\n`
}

function entryOf(exchange: Exchange): object {
  const { id, owner, step, defect, request, response } = exchange
  const time = response?.durationMs ?? 0
  const url = addressOf(hideTags(request.url))
  return {
    pageref: owner,
    startedDateTime: request.sentAt,
    time,
    request: {
      method: request.method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: request.headers.map(fieldOf),
      queryString: queryOf(url),
      ...(request.body === undefined ? {} : { postData: postDataOf(request.body, request.headers) }),
      headersSize: -1,
      bodySize: request.body === undefined ? 0 : -1,
    },
    response: responseOf(exchange),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    comment: `exchange ${id}, step ${step}${defect === undefined ? '' : `, sent with a fault on purpose: ${defect}`}`,
  }
}

function responseOf({ response, failure }: Exchange): object {
  const none = { httpVersion: 'HTTP/1.1', cookies: [], headersSize: -1 }
  if (response === undefined) {
    const content = { size: 0, mimeType: 'x-unknown' }
    const why = `${failure?.code ?? 'no answer'}: ${failure?.message ?? ''}`
    return { ...none, status: 0, statusText: why, headers: [], content, redirectURL: '', bodySize: -1, comment: why }
  }
  const { status, headers, body, bytes } = response
  return {
    ...none,
    status,
    statusText: '',
    headers: headers.map(fieldOf),
    content: { size: bytes, mimeType: fieldValue(headers, 'content-type') || 'x-unknown', ...contentOf(body) },
    redirectURL: hideTags(fieldValue(headers, 'location')),
    bodySize: bytes,
  }
}

const fieldOf = ([name, value]: HeaderField): object => ({ name, value: hideTags(value) })

const fieldValue = (headers: readonly HeaderField[], name: string): string =>
  headers.find(([field]) => field.toLowerCase() === name)?.[1] ?? ''

const contentOf = (body: Body): object =>
  'text' in body ? { text: hideTags(body.text) } : { text: body.base64, encoding: 'base64' }

/** A HAR has no word for a request body that is not text; its octets are then named as what they are. */
const postDataOf = (body: Body, headers: readonly HeaderField[]): object => ({
  mimeType: fieldValue(headers, 'content-type'),
  ...('text' in body ? { text: hideTags(body.text) } : { text: body.base64, comment: 'not UTF-8, as base64' }),
})

/** Tags that stand for secrets, and what else a URL cannot have, are escaped; the brackets of an IPv6 address are not. */
function addressOf(url: string): string {
  const [, origin = '', rest = ''] = /^([a-z]+:\/\/[^/?#]*)?(.*)$/isu.exec(url) ?? []
  return origin + rest.replace(/\[(\w+) #(\w+)\]/gu, '%5B$1%20%23$2%5D').replace(/[^!-~]|[[\]{}|\\^`<>"]/gu, percent)
}

/** A lone surrogate has no octets. */
const percent = (character: string): string => (/\p{Cs}/u.test(character) ? '%EF%BF%BD' : encodeURIComponent(character))

const queryOf = (url: string): readonly object[] =>
  [...new URLSearchParams(/\?([^#]*)/u.exec(url)?.[1] ?? '')].map(([name, value]) => ({ name, value }))
