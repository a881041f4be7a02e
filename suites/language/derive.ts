import { decodeBase64Url, encodeBase64Url } from '../decode/base64url.ts'
import { decodeJson, isObject } from '../decode/json.ts'
import { decodeUtf8 } from '../decode/utf8.ts'
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
    // The words are one text already: resolve has joined them.
    case 'join_words':
      return text
    case 'first_word':
      return text.split(' ')[0] ?? ''
    case 'append_nul':
      return `${text}\0x`
    case 'stretch':
      return stretch(text, stretched)
    case 'stretch_4001':
      return stretch(text, 4_001)
    case 'stretch_20001':
      return stretch(text, 20_001)
    case 'stretch_65536':
      return stretch(text, 65_536)
    case 'alter_claims':
      return alterClaims(text)
    case 'scheme':
      return text.split(':')[0] ?? ''
    case 'upper_case_host':
      return text.replace(/^[^/?#]*\/\/[^/?#]*/u, (authority) => authority.toUpperCase())
    case 'percent_encode':
      return percentEncode(text)
    case 'longer_path':
      return text.replace(/[?#].*|$/su, (rest) => `x${rest}`)
    case 'trailing_slash':
      return text.endsWith('/') ? text.slice(0, -1) : `${text}/`
    case 'half':
      return text.slice(0, Math.ceil(text.length / 2))
    case 'first_80':
      return text.slice(0, Math.max(1, Math.min(80, text.length - 4)))
    case 'add_fragment':
      return `${text}#xq7`
    case 'add_userinfo':
      return text.replace(/^([^/?#]*\/\/)(?=[^/?#]+)/u, '$1xq7:xq7@')
    case 'add_dot_segments':
      return text.replace(/^([^?#]*)(?=\/[^/?#]*(?:[?#]|$))/u, '$1/xq7/..')
    default:
      return name satisfies never
  }
}

const stretch = (text: string, length: number): string =>
  text.repeat(Math.ceil(length / Math.max(1, text.length))).slice(0, length)

/** Lengthens the life of a JWT, and adds a claim, without signing it again. What is no JWT gets a letter in its middle. */
function alterClaims(text: string): string {
  const [header = '', claims = '', ...rest] = text.split('.')
  const octets = decodeBase64Url(claims)
  const read = octets.ok ? decodeUtf8(octets.value) : octets
  const json = read.ok ? decodeJson(read.value) : read
  if (!json.ok || !isObject(json.value.value))
    return `${text.slice(0, text.length >> 1)}x${text.slice(text.length >> 1)}`
  const { exp } = json.value.value
  const altered = { ...json.value.value, ...(typeof exp === 'number' ? { exp: exp + 3600 } : {}), xq7: true }
  return [header, encodeBase64Url(JSON.stringify(altered)), ...rest].join('.')
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
