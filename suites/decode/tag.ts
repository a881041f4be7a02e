import { InternalError } from '../model/errors.ts'
import type { SecretKind } from '../model/evidence.ts'

/** A record, so that the compiler misses no kind. */
const kinds: Readonly<Record<SecretKind, true>> = {
  client_secret: true,
  registration_access_token: true,
  access_token: true,
  refresh_token: true,
  credentials: true,
  assertion: true,
  signed_response: true,
  secret: true,
}

const pattern = `\\[((?:${Object.keys(kinds).join('|')})#[0-9a-f]{4,})\\]`
const whole = new RegExp(`^(?:[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.)?${pattern}$`)
const anywhere = new RegExp(pattern)
const each = new RegExp(pattern, 'g')

/**
 * The text that stands for a redacted secret: `[access_token#3f2a]`. `hex`: at least four lower-case hexadecimal digits that
 * identify the value within the run. Throws InternalError on anything else.
 */
export function formatTag(kind: SecretKind, hex: string): string {
  if (!/^[0-9a-f]{4,}$/.test(hex)) throw new InternalError('a redaction tag needs at least four lower-case hex digits')
  return `[${kind}#${hex}]`
}

/**
 * The key of the tag ("access_token#3f2a") when the whole text is one redacted secret: a tag, or a JWT whose signature
 * is a tag (`header.payload.[access_token#3f2a]`). Undefined for any other text.
 */
export function tagIn(text: string): string | undefined {
  // Hardly any text ends so, and every text of an answer is asked.
  return text.endsWith(']') ? whole.exec(text)?.[1] : undefined
}

/** The keys of all tags anywhere in a text, each once, in the order of their first occurrence. */
export function allTags(text: string): string[] {
  const keys = [...text.matchAll(each)].map((found) => found[1] ?? '')
  return [...new Set(keys)]
}

/** Whether there is any. */
export const hasTag = (text: string): boolean => anywhere.test(text)

/** A text in which one character stands where a secret was replaced: for its tag, and for the header and claims of a JWT before it. Linear. */
export function withoutStandIns(text: string): string {
  let out = ''
  let kept = 0
  for (const found of text.matchAll(each)) {
    out += `${text.slice(kept, startOfJwt(text, found.index, kept))}\u{fffc}`
    kept = found.index + found[0].length
  }
  return out + text.slice(kept)
}

/** Where the header of the JWT begins whose signature is at `end`; `end` where none is. */
function startOfJwt(text: string, end: number, from: number): number {
  let start = end
  for (const _part of ['claims', 'header']) {
    if (start <= from || text[start - 1] !== '.') return end
    const dot = start - 1
    start = dot
    while (start > from && /[\w-]/.test(text[start - 1] ?? '')) start -= 1
    if (start === dot) return end
  }
  // JSON begins so in base64url. What stands before it is another text.
  const json = text.slice(start, end).search(/e[wy]/)
  return json === -1 ? end : start + json
}
