import type { Body, Exchange, HeaderField } from '../suites/model/evidence.ts'
import { certificateOptions } from './client-certificate.ts'
import { type Namer, namer, quote, type Segment, segments } from './shell.ts'
import { isTlsLook, opensslFor } from './tls.ts'
import { namerFor, userFor } from './wrong-secret.ts'

/** Longest text shown of one URL, header field or body, in characters. A secret, being a variable, counts as a short word. */
const longest = 800

/** Fields that curl sets by itself, or that describe our connection and not the request. */
const ours = [
  'host',
  'content-length',
  'connection',
  'user-agent',
  'accept-encoding',
  'transfer-encoding',
  'keep-alive',
]

/** An exchange as one curl command line (bash, zsh) that sends the same request; secrets, and files of a client certificate, are shell variables. */
export function curlFor(exchange: Exchange): string {
  return curlWords(exchange).join(' ')
}

/** The same in the units between which a line may be broken: an option and its value stay together. */
export function curlWords(exchange: Exchange): readonly string[] {
  if (isTlsLook(exchange)) return [opensslFor(exchange)]
  const { method, url, headers, body } = exchange.request
  const name = namerFor(exchange, namer())
  const words = [
    ...methodOption(method, body),
    ...certificateOptions(exchange),
    word('', url, name),
    ...headers
      .filter(([field]) => !ours.includes(field.toLowerCase()))
      .map((field) => header(field, name, userFor(exchange))),
    ...(body === undefined ? [] : [...noContentType(headers), data(body, name)]),
  ]
  const start = `${pipeOf(body)}curl -i${/[[\]{}]/.test(url) ? ' -g' : ''}`
  const isCut = words.some((each) => each.includes('…'))
  return [start, ...words, ...(isCut ? [`# …: cut here, whole in the evidence (exchange ${exchange.id})`] : [])]
}

function methodOption(method: string, body: Body | undefined): readonly string[] {
  if (method === 'HEAD') return ['--head']
  const byDefault = body === undefined ? 'GET' : 'POST'
  return method === byDefault ? [] : [/^[A-Z]+$/.test(method) ? `-X ${method}` : word('-X ', method, namer())]
}

function header([field, value]: HeaderField, name: Namer, user: string): string {
  // Only the exact scheme: curl would repair `basic` or a malformed value, and that may be what the check is about.
  if (field.toLowerCase() === 'authorization' && /^Basic \[credentials#[0-9a-f]+\]$/.test(value)) {
    return `-u ${user}`
  }
  return word('-H ', value === '' ? `${field};` : `${field}: ${value}`, name)
}

/** curl adds a form content type to every body; a request that had none must not get one. */
function noContentType(headers: readonly HeaderField[]): readonly string[] {
  return headers.some(([field]) => field.toLowerCase() === 'content-type') ? [] : ["-H 'Content-Type:'"]
}

function data(body: Body, name: Namer): string {
  return isBinary(body) ? '--data-binary @-' : word('--data-raw ', textOf(body), name)
}

/** Octets that no shell word can carry come through a pipe. */
function pipeOf(body: Body | undefined): string {
  if (body === undefined || !isBinary(body)) return ''
  const base64 = 'base64' in body ? body.base64 : Buffer.from(body.text).toString('base64')
  return `printf %s ${quote(brief([{ kind: 'text', text: base64 }]))} | base64 -d | `
}

function isBinary(body: Body): boolean {
  return 'base64' in body || body.text.includes('\0')
}

function textOf(body: Body): string {
  return 'text' in body ? body.text : ''
}

function word(option: string, text: string, name: Namer): string {
  // What comes after the cut is not looked at: a request may repeat a megabyte of an answer.
  return `${option}${quote(brief(segments(text.slice(0, 100 * longest), name)))}`
}

const tagLength = 20

/** Keeps the first `longest` characters of plain text; later text becomes one ellipsis. */
function brief(parts: readonly Segment[]): readonly Segment[] {
  let left = longest
  return parts.flatMap((part): Segment[] => {
    if (left <= 0) return []
    if (part.kind === 'secret') {
      left -= tagLength
      return [part]
    }
    const characters = [...part.text]
    const room = left
    left -= characters.length
    return [left >= 0 ? part : { kind: 'text', text: `${characters.slice(0, room).join('')}…` }]
  })
}
