import type { Body, Exchange, HeaderField, TlsSeen } from '../../suites/model/evidence.ts'
import { certificateNote } from '../client-certificate.ts'
import { curlFor } from '../curl.ts'
import { asked } from '../one-line.ts'
import { count, visible } from '../text.ts'
import { tlsWords } from '../tls.ts'
import { anchor, brief, type Html, html, lines } from './escape.ts'
import { hideTags, tokensIn } from './tokens.ts'

/** Longest body shown, in characters; the evidence has it whole. */
const longest = 6000

/** No more of a text is looked at: a megabyte would be taken apart for each of many exchanges. */
const looked = 100_000

/** Every exchange in the order of time, with a bar that shows when it was under way. */
export function timeline(exchanges: readonly Exchange[]): Html {
  if (exchanges.length === 0) return html``
  const starts = exchanges.map((each) => Date.parse(each.request.sentAt))
  const first = Math.min(...starts)
  const last = Math.max(...exchanges.map((each, index) => (starts[index] ?? 0) + (each.response?.durationMs ?? 0)))
  const scale = 1000 / Math.max(1, last - first)
  const rows = exchanges.map((each, index) => exchangeRow(each, ((starts[index] ?? first) - first) * scale, scale))
  return html`<section aria-labelledby="exchanges" class="full"><h2 id="exchanges">Timeline: ${count(exchanges.length, 'exchange')}</h2>
<p class="lead">Secrets were taken out before anything was written: <code>[client_secret #3f2a]</code> stands for one, the same mark for the same value.</p>
<ol class="timeline">${rows}</ol></section>`
}

function exchangeRow(exchange: Exchange, start: number, scale: number): Html {
  const { response, failure, tls } = exchange
  const width = Math.max(2, (response?.durationMs ?? 0) * scale)
  const x = Math.min(start, 1000 - width)
  const status = response === undefined ? 'none' : `${Math.floor(response.status / 100)}xx`
  return html`<li><details id="${anchor('exchange', exchange.id)}"><summary><span class="id">${exchange.id}</span> <span class="status s-${status}">${response?.status ?? failure?.code ?? (tls === undefined ? 'none' : 'TLS')}</span> <code>${asked(exchange)}${certificateNote(exchange)}</code> <span class="owner">${brief(exchange.owner, 120)} · ${exchange.step}</span> <span class="took">${response !== undefined && `${Math.round(response.durationMs)} ms`}</span><svg class="bar s-${status}" viewBox="0 0 1000 6" preserveAspectRatio="none" aria-hidden="true"><rect x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="6"></rect></svg></summary>
${exchange.defect !== undefined && html`<p class="purpose">Sent with a fault on purpose: <code>${exchange.defect}</code></p>`}${presented(exchange)}
<div class="exchange"><div><h3>Request</h3>${message(`${exchange.request.method} ${exchange.request.url}`, exchange.request.headers, exchange.request.body)}</div>
<div><h3>Response</h3>${tls !== undefined ? seen(tls) : response === undefined ? html`<p>No answer: ${failure?.code ?? 'unknown'} (${brief(failure?.message ?? '')})</p>` : message(`${response.status}, ${count(response.bytes, 'byte')} in ${response.durationMs.toFixed(1)} ms`, response.headers, response.body)}</div></div>
<h3>${tls === undefined ? 'The same request with curl' : 'Something like it with OpenSSL'}</h3><pre class="curl" tabindex="0">${lines(curlFor(exchange))}</pre></details></li>`
}

/** What was seen of TLS, fact by fact. */
const seen = (tls: TlsSeen): Html =>
  html`<pre tabindex="0"><b>${tlsWords(tls)}</b>
${brief(JSON.stringify(tls, null, 2), 4000)}</pre>`

/** The certificate that the connection had for a server that asks for one (RFC 8705). */
function presented({ request: { certificate } }: Exchange): Html | false {
  if (certificate === undefined) return false
  if (certificate.name === 'none') return html`<p class="purpose">Without a client certificate, on purpose</p>`
  return html`<p class="purpose">Client certificate <code>${certificate.name}</code>: ${brief(certificate.subject, 300)}, x5t#S256 <code>${brief(certificate['x5t#S256'], 100)}</code></p>`
}

function message(first: string, headers: readonly HeaderField[], body: Body | undefined): Html {
  const fields = headers.map(
    ([name, value]) => html`${brief(name, 100)}: ${brief(hideTags(value), 1000)}
`,
  )
  const texts = [...headers.map(([, value]) => value), body !== undefined && 'text' in body ? body.text : '']
  const tokens = texts.flatMap((text) => tokensIn(text.slice(0, looked)))
  return html`<pre tabindex="0"><b>${brief(hideTags(first), 1000)}</b>
${fields}${
  body !== undefined &&
  html`
${content(body)}`
}</pre>${tokens.map(
    ({ header, claims }) => html`<details class="jwt"><summary>decoded JWT</summary><pre tabindex="0">${clipped(header)}
${clipped(claims)}</pre></details>`,
  )}`
}

function content(body: Body): Html {
  if ('base64' in body) return html`<i>not UTF-8, as base64:</i> ${brief(body.base64, longest)}`
  const text = pretty(hideTags(body.text.slice(0, looked)))
  return clipped(text, Math.max(0, body.text.length - looked))
}

/** `more`: characters that are not even in the text. */
function clipped(text: string, more = 0): Html {
  const cut = text.length + more > longest
  return html`${lines(visibleLines(cut ? text.slice(0, longest) : text))}${
    cut &&
    html`
<i>… ${text.length + more - longest} more characters: the evidence has them.</i>`
  }`
}

/** JSON is easier to read with a member a line; what that would change in any other way (a member twice, 1.0) stays as it came. */
function pretty(text: string): string {
  if (text.length > 100_000 || !/^\s*[[{]/u.test(text)) return text
  try {
    const value: unknown = JSON.parse(text)
    return JSON.stringify(value) === text ? JSON.stringify(value, null, 2) : text
  } catch {
    return text
  }
}

const visibleLines = (text: string): string => text.split('\n').map(visible).join('\n')
