import type { Evidence } from '../../model/evidence.ts'
import { redactData } from '../redact/redact-data.ts'

/** Texts of evidence, which have tags where secrets were, and texts of a run that is made once more, which have marks there. */
export interface Marks {
  /** A text as the run had it, but for the secrets themselves. */
  text(text: string): string
  /** Every text in it. */
  data<T>(data: T): T
}

const tags = /\[([a-z_]+#[0-9a-f]{4,})\]/gu
const marks = /Tag-([a-z_]+)-([0-9a-f]{4,})-[g-v]*w/gu

/**
 * A tag is no token that a request could carry. A mark has only characters that mean nothing in a URL, a form or a JWT, is as long as the secret was (where that is not too short for it), and is
 * no text in base64url that has spare bits. One of which a part is left out is none. The rest of it says the tag again, in other letters: where a request breaks some characters in the middle,
 * two marks stay two.
 */
export function marksFor({ secrets }: Pick<Evidence, 'secrets'>): Marks {
  const text = (of: string): string =>
    of.replace(tags, (_tag, key: string, at: number) => {
      const mark = `Tag-${key.replace('#', '-')}-`
      const before = charactersOfJwt(of, at)
      const length = Math.max(mark.length + 1, (secrets[key]?.length ?? 0) - before)
      return `${mark.padEnd((before > 0 && length % 4 === 1 ? length + 1 : length) - 1, inOtherLetters(key))}w`
    })
  return { text, data: (data) => redactData(data, text) }
}

/** The hexadecimal digits at the end of a tag, as letters that are none. */
const inOtherLetters = (key: string): string =>
  [...(key.split('#')[1] ?? '')].map((digit) => 'ghijklmnopqrstuv'['0123456789abcdef'.indexOf(digit)] ?? 'g').join('')

/** How long the header and the claims are of which a tag is the signature; 0 where it is none. */
function charactersOfJwt(text: string, end: number): number {
  let start = end
  for (let part = 0; part < 2; part += 1) {
    if (text[start - 1] !== '.') return 0
    start -= 1
    while (/[\w-]/u.test(text[start - 1] ?? '')) start -= 1
  }
  return end - start
}

export const withTags = (text: string): string => text.replace(marks, '[$1#$2]')
