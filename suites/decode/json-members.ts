import type { Json } from '../model/json.ts'

/** How many members the objects in a value have, at any depth. The value nests a few hundred levels deep at most. */
export function membersIn(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const inside = Array.isArray(value) ? value : Object.values(value)
  let count = Array.isArray(value) ? 0 : inside.length
  for (const each of inside) if (typeof each === 'object') count += membersIn(each)
  return count
}

/**
 * How many member names stand in a text that is JSON: its colons outside of string literals. Undefined where the brackets outside of them nest more than
 * `levels` deep, or a literal is not closed. Says nothing else of the grammar, and makes nothing of the text.
 */
export function namesIn(text: string, levels: number): number | undefined {
  let names = 0
  let depth = 0
  for (let position = 0; position < text.length; position += 1) {
    const code = text.charCodeAt(position)
    if (code === 0x22) {
      position = endOfString(text, position)
      if (position === -1) return undefined
    } else if (code === 0x3a) names += 1
    else if (code === 0x7b || code === 0x5b) {
      depth += 1
      if (depth > levels) return undefined
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return names
}

/** Where the literal that begins at `start` ends: the next quote that no backslash escapes. -1 when none is. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1)
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1)
  return quote
}

function isEscaped(text: string, position: number): boolean {
  let backslash = position - 1
  while (text.charCodeAt(backslash) === 0x5c) backslash -= 1
  return (position - backslash) % 2 === 0
}
