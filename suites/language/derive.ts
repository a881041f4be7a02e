import { encodeBase64Url } from '../decode/base64url.ts'
import type { Derivation } from '../model/vocabulary.ts'

/** Makes a faulty or different value from a genuine one. Pure: the same text gives the same result. */
export function derive(name: Derivation, text: string): string {
  switch (name) {
    case 'break_signature':
      return breakSignature(text)
    case 'strip_signature':
      return `${text.split('.').slice(0, 2).join('.')}.`
    case 'alg_none':
      return `${encodeBase64Url('{"alg":"none"}')}.${text.split('.')[1] ?? ''}.`
    case 'truncate':
      return text.slice(0, Math.max(1, text.length - 4))
    case 'append':
      return `${text}x`
    case 'swap_case':
      return [...text].map(swapCase).join('')
    case 'upper_case':
      return text.toUpperCase()
    case 'reverse_words':
      return text.split(' ').reverse().join(' ')
    case 'first_word':
      return text.split(' ')[0] ?? ''
    case 'append_nul':
      return `${text}\0x`
    case 'stretch':
      return text.repeat(Math.ceil(stretched / Math.max(1, text.length))).slice(0, stretched)
    case 'scheme':
      return text.split(':')[0] ?? ''
    case 'upper_case_host':
      return text.replace(/^[^/?#]*\/\/[^/?#]*/u, (authority) => authority.toUpperCase())
    case 'percent_encode':
      return percentEncode(text)
    case 'longer_path':
      return text.replace(/[?#].*$|$/u, (rest) => `x${rest}`)
    case 'trailing_slash':
      return text.endsWith('/') ? text.slice(0, -1) : `${text}/`
    case 'half':
      return text.slice(0, Math.ceil(text.length / 2))
    case 'first_80':
      return text.slice(0, 80)
    case 'add_fragment':
      return `${text}#xq7`
    default:
      return name satisfies never
  }
}

/** More than any honest value has, and less than what servers refuse to read. */
const stretched = 16_384

const swapCase = (letter: string): string =>
  letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()

/** Writes the last letter of a URI's path as an escape: another spelling of the same URI (RFC 3986 section 6.2.2.2). */
function percentEncode(uri: string): string {
  const [, before, letter, after] = /^([^?#]*)([A-Za-z])([^?#A-Za-z]*(?:[?#].*)?)$/u.exec(uri) ?? []
  if (before === undefined || letter === undefined) return uri
  return `${before}%${letter.charCodeAt(0).toString(16).toUpperCase()}${after}`
}

/** Changes letters in the middle of the last part: its very last one may carry spare bits only. */
function breakSignature(text: string): string {
  const start = text.lastIndexOf('.') + 1
  const middle = start + Math.floor((text.length - start) / 2)
  const broken = [...text.slice(middle, middle + 4)].map((letter) => (letter === 'A' ? 'B' : 'A')).join('')
  return text.slice(0, middle) + broken + text.slice(middle + 4)
}
