import { bodyText } from '../../../decode/body.ts'
import type { Body, Exchange, HeaderField } from '../../../model/evidence.ts'
import { answered, type Mutation } from './mutation.ts'

const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>'

/** The whole body in place of what it was. */
export function otherBodies(exchange: Exchange): readonly Mutation[] {
  const { response } = exchange
  const decoded = response === undefined ? undefined : bodyText(response.body)
  if (response === undefined || !decoded?.ok) return []
  const text = decoded.value
  const become = (change: string, body: Body, headers: readonly HeaderField[] = response.headers): Mutation => ({
    place: 'body',
    change,
    exchanges: answered(exchange, { body, headers }),
  })
  const ofPage = [...response.headers.filter(([name]) => name.toLowerCase() !== 'content-type'), htmlType]
  const always = [become('HTML page', { text: page }, ofPage), become('HTML, labelled as before', { text: page })]
  if (text === '') return [...always, become('empty object', { text: '{}' }), become('text', { text: 'OK' })]
  return [
    ...always,
    become('no text', { text: '' }),
    become('truncated', { text: text.slice(0, Math.floor(text.length / 2)) }),
    become('byte order mark', { text: `\uFEFF${text}` }),
    become('UTF-16', { base64: utf16(text) }),
    become('not UTF-8', { base64: Buffer.concat([Buffer.from(text.slice(0, -1)), spoilt]).toString('base64') }),
    ...(text.endsWith('}') ? [become('trailing comma', { text: `${text.slice(0, -1)},}` })] : []),
    ...(text.startsWith('{')
      ? [become('in an array', { text: `[${text}]` }), become('twice', { text: text + text })]
      : []),
  ]
}

const htmlType: HeaderField = ['Content-Type', 'text/html; charset=utf-8']

/** An é in ISO 8859-1, within the last brace. */
const spoilt = Buffer.from([0x20, 0xe9, 0x7d])

const utf16 = (text: string): string => Buffer.from(`\uFEFF${text}`, 'utf16le').toString('base64')
