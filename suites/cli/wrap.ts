/** Breaks text at spaces so that no line is longer than `width` columns; keeps the text's own line breaks and indents every line. */
export function wrap(text: string, width: number, indent: string): string {
  const room = Math.max(20, Math.min(width, 110) - indent.length)
  return text
    .trim()
    .split('\n')
    .flatMap((line) => wrapLine(line, room))
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n')
}

function wrapLine(line: string, room: number): string[] {
  const own = /^ */u.exec(line)?.[0] ?? ''
  const lines: string[] = []
  let current = own
  for (const word of line.trim().split(/\s+/u)) {
    if (current.trim() !== '' && current.length + 1 + word.length > room) {
      lines.push(current)
      current = own
    }
    current = current.trim() === '' ? `${own}${word}` : `${current} ${word}`
  }
  return [...lines, current]
}
