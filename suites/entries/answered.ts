import { headerValues, readAnswer } from '../decode/answer.ts'
import type { Exchange } from '../model/evidence.ts'

/** What answered a request, for somebody who did not expect it: status, type, first words. */
export function answered(exchange: Exchange): string {
  const { response, failure } = exchange
  if (response === undefined) return `failed: ${failure?.message ?? 'no request was sent'}`
  const { status = 0, media = 'no media type', text, kind } = readAnswer(exchange)
  const [location] = headerValues(response.headers, 'Location')
  const coding = codingOf(exchange)
  if (kind === 'redirect') return `answered ${status} to ${location ?? 'nowhere'}`
  if (coding !== undefined) return `answered ${status} ${media}, compressed (${coding})`
  const words = firstWords(text ?? '', kind === 'html')
  return `answered ${status} ${media}${words === '' ? '' : ` "${words}"`}`
}

/** The coding of a body that was compressed without being asked for. */
export function codingOf({ response }: Exchange): string | undefined {
  const [coding] = response === undefined ? [] : headerValues(response.headers, 'Content-Encoding')
  return coding === undefined || coding === 'identity' ? undefined : coding
}

/** Of a page its title, or else its text. */
function firstWords(text: string, page: boolean): string {
  const start = text.slice(0, 5_000)
  const title = page ? (/<title[^>]*>([^<]*)/iu.exec(start)?.[1]?.trim() ?? '') : ''
  const plain = title !== '' ? title : page ? start.replace(/<(?:style|script)[\s\S]*?<\/|<[^>]*>/giu, ' ') : start
  const words = plain.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return words.length > 80 ? `${words.slice(0, 80)}…` : words
}
