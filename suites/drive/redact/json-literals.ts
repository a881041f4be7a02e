/**
 * Rewrites the string literals of a JSON text, each with its quotes. By hand and in one pass: a pattern would need quadratic time
 * on a text of nothing but escaped quotes. What follows an unterminated literal stays as it is.
 */
export function mapLiterals(text: string, rewrite: (literal: string) => string): string {
  let out = ''
  let kept = 0
  for (let start = text.indexOf('"'); start !== -1; start = text.indexOf('"', kept)) {
    const end = endOfLiteral(text, start)
    if (end === undefined) break
    out += text.slice(kept, start) + rewrite(text.slice(start, end))
    kept = end
  }
  return out + text.slice(kept)
}

function endOfLiteral(text: string, start: number): number | undefined {
  let index = start + 1
  while (index < text.length) {
    const character = text[index]
    if (character === '"') return index + 1
    index += character === '\\' ? 2 : 1
  }
  return undefined
}
