import pc from 'picocolors'
import type { RenderOptions } from '../format.ts'
import { columns, wrap } from '../text.ts'

type Ink = ReturnType<typeof pc.createColors>
export type Tint = (text: string) => string

/** What the page is written on: its width, its colours, and how much to tell. */
export interface Paper {
  readonly width: number
  readonly ink: Ink
  readonly verbose: boolean
}

/** Column at which details of a numbered entry begin. */
export const detail = 5
const label = 11

/** Lines longer than 110 columns are hard to read; below 60 nothing can be aligned. */
export function paperFor(options: RenderOptions): Paper {
  const width = Math.min(110, Math.max(60, options.width))
  return { width, ink: pc.createColors(options.color), verbose: options.verbose }
}

/** A section's heading: a title in a rule across the page, with an empty line on both sides. */
export function heading(paper: Paper, title: string, tint: Tint): readonly string[] {
  const rule = '─'.repeat(Math.max(2, paper.width - columns(title) - 4))
  return ['', `${paper.ink.dim('──')} ${tint(title)} ${paper.ink.dim(rule)}`, '']
}

/** Text in lines, each indented by `indent` columns. The text must be safe to print. */
export function paragraph(paper: Paper, indent: number, text: string, tint: Tint = plain): readonly string[] {
  return wrap(text, paper.width - indent).map((line) => `${' '.repeat(indent)}${tint(line)}`)
}

/** A label of `wide` columns with its text beside it, lines aligned below the first. Nothing at all for an empty text. */
export function field(paper: Paper, indent: number, name: string, text: string, wide = label): readonly string[] {
  if (text === '') return []
  return labelled(paper, indent, name, wrap(text, paper.width - indent - wide), wide)
}

/** The same with lines that must stay as they are, such as commands to paste. */
export function labelled(
  paper: Paper,
  indent: number,
  name: string,
  lines: readonly string[],
  wide = label,
): readonly string[] {
  return lines.map((line, index) => {
    const left = (index === 0 ? name : '').padEnd(wide)
    return `${' '.repeat(indent)}${paper.ink.dim(left)}${line}`
  })
}

/** "  1. ": the number of an entry, as wide as `detail`. */
export function numbered(index: number): string {
  return `${String(index + 1).padStart(detail - 2)}. `.slice(-detail)
}

function plain(text: string): string {
  return text
}
