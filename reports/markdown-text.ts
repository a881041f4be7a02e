import { shown, shownReason } from './text.ts'

/** Text that no Markdown reader takes for anything but text: no emphasis, link, HTML, table cell, mention or issue number. */
export const prose = (text: string, max = 400): string => escaped(shown(text, max))

/** The same for a reason: what to do about it stands at its end, so a long one is cut in its middle. */
export const proseReason = (text: string): string => escaped(shownReason(text))

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>|~!@#&$+^=:-]/gu, (character) =>
    /[\\`*_{}[\]()|~!+^=$-]/u.test(character) ? `\\${character}` : `&#${character.codePointAt(0)};`,
  )
}

/** Text as inline code: the fence is longer than any run of backticks inside, and a bar cannot end a table cell. */
export function code(text: string, max = 300): string {
  const safe = shown(text, max).replaceAll('|', '\\|')
  const fence = '`'.repeat(longestRun(safe) + 1)
  const gap = safe.startsWith('`') || safe.endsWith('`') ? ' ' : ''
  return safe === '' ? '(nothing)' : `${fence}${gap}${safe}${gap}${fence}`
}

/** Text as a block of code, indented below a list item. */
export function fenced(text: string, language: string): readonly string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return [`  ${fence}${language}`, ...text.split('\n').map((line) => `  ${line}`), `  ${fence}`]
}

/** The first sections that fit into so many characters, and how many do not. */
export function cutTo(sections: readonly string[], characters: number): { kept: readonly string[]; left: number } {
  let room = characters
  const kept: string[] = []
  for (const section of sections) {
    room -= section.length + 1
    if (room < 0) break
    kept.push(section)
  }
  return { kept, left: sections.length - kept.length }
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length))
}
