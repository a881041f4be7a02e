/**
 * Control characters, invisible format characters (bidi overrides, zero width), lone surrogates, noncharacters, line and
 * paragraph separators: what could move the cursor, recolour the terminal or reorder a line.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu

/** True when the text has a character that must not reach a terminal as it is. */
export function isUnsafe(text: string): boolean {
  return text.search(unsafe) >= 0
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Text from a server, safe to print: each unsafe character as `\n`, `\x1b` or `\u{202e}`. One line out, whatever comes in. */
export function visible(text: string): string {
  return text.replace(unsafe, (character) => named[character] ?? escaped(character))
}

/** `visible`, and cut to `max` characters (code points); a cut of a longer text names the full length. */
export function shown(text: string, max = 240): string {
  if (text.length <= max) return visible(text)
  const total = columns(text)
  if (total <= max) return visible(text)
  const length = max < 160 ? '' : ` (${total} characters)`
  // A character has two code units at most.
  return `${visible([...text.slice(0, 2 * max)].slice(0, max).join(''))}…${length}`
}

/** The longest reason that is told whole. */
const longestReason = 800

/**
 * A reason, safe to print: long texts of servers in it make it be cut, in its middle, since what to do about it stands at its end. The end is as long as any fix of ours.
 */
export function shownReason(text: string): string {
  if (columns(text) <= longestReason) return visible(text)
  // A character has two code units at most.
  const end = [...text.slice(-longestReason)].slice(-longestReason / 2).join('')
  const words = end.includes(' ') ? end.slice(end.indexOf(' ') + 1) : end
  return `${shown(text, longestReason / 2)} … ${visible(words)}`
}

/**
 * A finished line that no CI server takes for a command: several read `::error::` at the start of a console line, or
 * `##[group]` and its like anywhere, and the text may be the server's.
 */
export function inert(line: string): string {
  return line.replace(/^(\s*)::/, '$1\\::').replace(/##(?=\w*\[)/g, '#\\#')
}

/** JSON text with the same characters as `\uXXXX`: the same JSON value, safe to print. Line breaks between members stay. */
export function visibleJson(json: string): string {
  return json.replace(unsafe, (character) => (character === '\n' ? character : utf16Escapes(character)))
}

/** Breaks text at spaces into lines of at most `width` characters; a word longer than a line is broken too. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((word) => pieces(word, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (columns(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

/** Columns that a text takes. Counts code points: wide characters of East Asian scripts are taken for narrow ones. */
export function columns(text: string): number {
  let columns = 0
  for (const _ of text) columns += 1
  return columns
}

/** "1 check", "2 checks", "2 replies". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

function escaped(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16)
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`
}

function utf16Escapes(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}

function pieces(word: string, width: number): readonly string[] {
  const characters = [...word]
  if (characters.length <= width) return [word]
  const parts: string[] = []
  for (let at = 0; at < characters.length; at += width) parts.push(characters.slice(at, at + width).join(''))
  return parts
}
