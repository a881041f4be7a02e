import type { Json } from '../model/json.ts'

/** How many members the objects in a value have, at any depth; undefined when it nests deeper than `levels`. */
export function membersIn(value: Json, levels: number): number | undefined {
  if (typeof value !== 'object' || value === null) return 0
  if (levels === 0) return undefined
  const inside = Array.isArray(value) ? value : Object.values(value)
  let count = Array.isArray(value) ? 0 : inside.length
  for (const each of inside) {
    const more = membersIn(each, levels - 1)
    if (more === undefined) return undefined
    count += more
  }
  return count
}

/** How many member names stand in a text that is JSON: its string literals with a colon behind them. */
export function namesIn(text: string): number {
  let count = 0
  for (let start = text.indexOf('"'); start !== -1; start = text.indexOf('"', start)) {
    start = endOfString(text, start)
    while (' \t\n\r'.includes(text[start] ?? 'end')) start += 1
    if (text[start] === ':') count += 1
  }
  return count
}

/** Where the literal that begins at `start` is over: behind the next quote that no backslash escapes. 0 when none is. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1)
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1)
  return quote + 1
}

function isEscaped(text: string, position: number): boolean {
  let backslashes = 0
  while (text[position - backslashes - 1] === '\\') backslashes += 1
  return backslashes % 2 === 1
}

/**
 * Whether the brackets outside of string literals nest at most `levels` deep, and each literal is closed. Says nothing else of
 * the grammar, and makes nothing of the text.
 */
export function nestsAtMost(text: string, levels: number): boolean {
  let depth = 0
  for (let position = 0; position < text.length; position += 1) {
    const code = text.charCodeAt(position)
    if (code === 0x22) {
      const end = endOfString(text, position)
      if (end === 0) return false
      position = end - 1
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1
      if (depth > levels) return false
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return true
}
