import { encodeBase64 } from '../../decode/base64.ts'
import { formEncode } from '../../decode/form.ts'
import { withoutTail } from '../../decode/without-tail.ts'

/** Longer than any honest secret. A dozen forms of each would fill the memory. */
const long = 65_536

/** The texts in which a value may stand in a URL, a header field or a body, itself first. */
export function encodingsOf(value: string): readonly string[] {
  // Nobody writes it otherwise, and what decodes to it is found where texts are decoded.
  if (value.length > long) return [value]
  // Nearly every secret: no encoding but base64 changes it.
  if (/^[\w.-]+$/u.test(value)) return [...new Set([value, ...base64Forms(value), ...turned(value)])]
  const escaped = JSON.stringify(value).slice(1, -1)
  const percent = [formEncode(value), percentEncode(value)]
  const forms = [
    value,
    escaped,
    escaped.replaceAll('/', '\\/'),
    ...percent,
    ...percent.map(lowerHex),
    htmlEscape(value),
    ...base64Forms(value),
    ...turned(value),
  ]
  return [...new Set([...forms, ...forms.map(octetView)])]
}

/** In other case, and backwards. A JWT is long, and nobody writes one so. */
const turned = (value: string): readonly string[] =>
  value.length > 256 ? [] : [value.toLowerCase(), value.toUpperCase(), [...value].reverse().join('')]

/** Base64 with and without padding, and its URL-safe form. */
export function base64Forms(text: string): readonly string[] {
  const padded = encodeBase64(text)
  const bare = withoutTail(padded, '=')
  return [padded, bare, bare.replaceAll('+', '-').replaceAll('/', '_')]
}

/** Like encodeURIComponent, which throws on lone surrogates. */
const percentEncode = (value: string): string =>
  formEncode(value).replaceAll('+', '%20').replaceAll('%2A', '*').replaceAll('%7E', '~')

const lowerHex = (text: string): string => text.replace(/%[0-9A-F]{2}/gu, (octet) => octet.toLowerCase())

const htmlEscape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** The UTF-8 octets of a text, each as one character: how it stands in a body that is read octet by octet. */
const octetView = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
