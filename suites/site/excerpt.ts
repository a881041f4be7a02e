import { certificateNote } from '../../reports/client-certificate.ts'
import { curlFor } from '../../reports/curl.ts'
import { brief, type Html, html, lines } from '../../reports/html/escape.ts'
import { hideTags } from '../../reports/html/tokens.ts'
import { oneLine } from '../../reports/one-line.ts'
import { visible } from '../../reports/text.ts'
import type { Body, Exchange, HeaderField } from '../model/evidence.ts'

/** Longest body shown, in characters. */
const longest = 1200

/** Fields that say nothing about a finding. */
const dull = new Set(['accept', 'accept-encoding', 'user-agent', 'connection', 'keep-alive', 'content-length', 'etag'])

/** The deciding exchange, folded: request and response as they were, secrets taken out, long bodies cut. */
export function excerpt(exchange: Exchange): Html {
  const { request, response, failure } = exchange
  const answer =
    response === undefined
      ? html`<p>No answer: ${brief(failure?.code ?? 'unknown', 60)} (${brief(failure?.message ?? '', 200)})</p>`
      : message(`HTTP ${response.status}`, response.headers, response.body)
  return html`<details class="exchange"><summary>The deciding exchange: <code>${brief(oneLine(exchange), 200)}</code></summary>
${exchange.defect !== undefined && html`<p>Sent with a fault on purpose: <code>${brief(exchange.defect, 100)}</code>${certificateNote(exchange)}</p>`}
<div class="pair">${message(`${request.method} ${request.url}`, request.headers, request.body)}${answer}</div><pre tabindex="0">${lines(curlFor(exchange))}</pre></details>`
}

function message(first: string, headers: readonly HeaderField[], body: Body | undefined): Html {
  const fields = headers.filter(([name]) => !dull.has(name.toLowerCase()))
  return html`<pre tabindex="0"><b>${brief(hideTags(first), 500)}</b>
${fields.map(
  ([name, value]) => html`${brief(name, 80)}: ${brief(hideTags(value), 400)}
`,
)}${
  body !== undefined &&
  html`
${content(body)}`
}</pre>`
}

function content(body: Body): Html {
  if ('base64' in body) return html`not UTF-8, as base64: ${brief(body.base64, longest)}`
  const text = hideTags(body.text.slice(0, longest * 8)).slice(0, longest)
  const cut = body.text.length > longest
  return html`${lines(text.split('\n').map(visible).join('\n'))}${cut && '…'}`
}
