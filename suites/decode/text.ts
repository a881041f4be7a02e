import type { Charset, Format } from '../model/vocabulary.ts'
import { decodeBase64Url } from './base64url.ts'
import { uriParts } from './uri.ts'

/**
 * Whether a text is one or more characters of the repertoire: RFC 6749 appendix A (vschar, nqchar, nqschar; `scope` is
 * scope-token *(SP scope-token); `error_text` is NQSCHAR), RFC 6750 section 2.1 (b64token). No empty text fits.
 */
export function fitsCharset(text: string, charset: Charset): boolean {
  switch (charset) {
    case 'vschar':
      return /^[\x20-\x7e]+$/.test(text)
    case 'nqchar':
      return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text)
    case 'nqschar':
    case 'error_text':
      return /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/.test(text)
    case 'b64token':
      return /^[A-Za-z0-9._~+/-]+=*$/.test(text)
    case 'scope':
      return text.split(' ').every((token) => fitsCharset(token, 'nqchar'))
    default:
      return charset satisfies never
  }
}

/** Whether a text has the form: RFC 3986 (uri, https_uri, uri_without_fragment), RFC 9562 (uuid), RFC 7515 (base64url, not empty). */
export function fitsFormat(text: string, format: Format): boolean {
  switch (format) {
    case 'uri':
      return uriParts(text) !== undefined
    case 'https_uri':
      return uriParts(text)?.scheme === 'https'
    case 'uri_without_fragment': {
      const parts = uriParts(text)
      return parts !== undefined && parts.fragment === undefined
    }
    case 'uuid':
      return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)
    case 'base64url':
      return text !== '' && decodeBase64Url(text).ok
    case 'scope':
      return fitsCharset(text, 'scope')
    default:
      return format satisfies never
  }
}

/** How many characters a text has: half a surrogate pair is none. Nearly all texts are ASCII, which needs no look at each. */
export const characters = (text: string): number => (/^[\0-\x7f]*$/.test(text) ? text.length : [...text].length)

/**
 * Estimated entropy of a random text in bits: characters times log2 of the alphabet seen (RFC 6749 section 10.10 asks for
 * 128). An upper bound: one value cannot show how it was made. Digits 10, letters 26 each, others 33. Lower-case hexadecimal counts 16,
 * and hyphens in it nothing: a UUID is not drawn from 69 characters.
 */
export function entropyBits(text: string): number {
  const digits = text.replaceAll('-', '')
  if (/^[0-9]+$/.test(digits)) return digits.length * Math.log2(10)
  if (/^[0-9a-f]+$/.test(digits)) return digits.length * 4
  const classes: readonly (readonly [RegExp, number])[] = [
    [/[0-9]/, 10],
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[^0-9a-zA-Z]/, 33],
  ]
  const seen = classes.reduce((size, [pattern, count]) => size + (pattern.test(text) ? count : 0), 0)
  // A short base64url value may hold no digit by chance: letters of both cases are never counted as less than 62.
  const alphabet = seen === 52 ? 62 : seen
  return alphabet === 0 ? 0 : characters(text) * Math.log2(alphabet)
}
