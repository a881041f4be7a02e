import { decodeJson } from '../../decode/json.ts'
import { looseBase64, looseHex, looseHtml, loosePercent, octetsToBase64 } from '../../decode/loose.ts'
import { remember } from '../../decode/remember.ts'
import { allTags, withoutStandIns } from '../../decode/tag.ts'
import { mapLiterals } from './json-literals.ts'

type Redact = (text: string) => string

/** A text in a text in a text: nobody reads deeper than that, and each level costs a pass. */
const deepest = 2

/**
 * Replaces secrets that stand in a longer text which is encoded as a whole: base64, hexadecimal, references of HTML, percent-encoding more than once. What has no secret in it stays as it is, to
 * the character; where one is found, base64 is made again from the text without it, and anything else is cut. One pass for each form.
 */
export function hiddenForms(replace: Redact): Redact {
  const within = (depth: number): Redact => {
    const deeper: Redact = depth === 0 ? replace : (text) => inner(replace(text))
    const inner = depth === 0 ? replace : within(depth - 1)
    const base64 = remember(10_000, (run) => redactBase64(run, deeper))
    return (text) => {
      const first = text.replace(/[A-Za-z0-9+/_-]{16,}={0,2}/gu, (run) =>
        run.length > 8192 ? redactBase64(run, deeper) : base64(run),
      )
      const second = first.replace(/(?<![0-9a-z])(?:[0-9a-f]{2}){8,}(?![0-9a-z])/giu, (run) =>
        cut(run, looseHex, deeper),
      )
      if (!reference.test(second)) return second
      const third = second.replace(/[^\s"<>]+/gu, (run) => withoutReferences(run, deeper))
      // A value may have blanks and markup that are not encoded beside what is: of a JSON text each string is read as a whole, and then each line.
      return mapLiterals(third, (literal) => inLiteral(literal, deeper))
        .split('\n')
        .map((line) => withoutReferences(line, deeper))
        .join('\n')
    }
  }
  return within(deepest)
}

/** What stands for one character in URLs and HTML. */
const reference = /%[0-9a-f]{2}|&#?\w+;/iu

const withoutReferences = (text: string, redact: Redact): string =>
  // One after the other: a secret may have in it what looks like the other kind.
  reference.test(text) ? [looseHtml, loosePercent].reduce((before, read) => cut(before, read, redact), text) : text

function inLiteral(literal: string, redact: Redact): string {
  if (!reference.test(literal)) return literal
  const decoded = decodeJson(literal)
  const value = decoded.ok ? decoded.value.value : undefined
  if (typeof value !== 'string') return literal
  const replaced = withoutReferences(value, redact)
  return replaced === value ? literal : JSON.stringify(replaced)
}

/** The tags of what was found stand in the place of a text that cannot be made again. */
function cut(run: string, read: (text: string) => string, redact: Redact): string {
  // What stands for a secret already is no text to look at: the header and the claims of a JWT may begin like another token, which the run has cut short.
  const open = withoutStandIns(run)
  const plain = read(open)
  if (plain === open) return run
  const replaced = redact(plain)
  if (replaced === plain) return run
  return allTags(`${run} ${replaced}`)
    .map((tag) => `[${tag}]`)
    .join('')
}

function redactBase64(run: string, redact: Redact): string {
  const plain = looseBase64(run)
  const replaced = redact(plain)
  if (replaced === plain) return run
  return octetsToBase64(replaced, /[-_]/u.test(run) || !/[+/=]/u.test(run))
}
