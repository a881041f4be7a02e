const width = 110

/** A place in a text, to be underlined. Line and column count from 1; `length` is in characters. A model Source is one. */
export interface Span {
  readonly line: number
  readonly column: number
  /** Default: to the end of the line. */
  readonly length?: number
}

/**
 * A code frame: the line before, the line, and carets under the span. Long lines are cut around the span, tabs and control
 * characters are shown as one blank each so that the carets stay below what they mean, and literal secrets are blotted out.
 */
export function frame(text: string, span: Span): string {
  const lines = text.split(/\r\n|\n|\r/)
  const gutter = String(span.line).length
  const from = Math.max(0, span.column - 1 - width + 30)
  const numbered = [span.line - 1, span.line]
    .filter((number) => number > 0)
    .map((number) => `${String(number).padStart(gutter)} | ${cut(clean(lines[number - 1] ?? ''), from)}`.trimEnd())
  const indent = ' '.repeat(span.column - 1 - from + (from > 0 ? 1 : 0))
  const room = Math.max(1, from + width - span.column + 1)
  const rest = Math.max(1, (lines[span.line - 1] ?? '').length - span.column + 1)
  const carets = '^'.repeat(Math.max(1, Math.min(span.length ?? rest, room, rest)))
  return [...numbered, `${' '.repeat(gutter)} | ${indent}${carets}`].join('\n')
}

function cut(line: string, from: number): string {
  const end = from + width
  return `${from > 0 ? '…' : ''}${line.slice(from, end)}${line.length > end ? '…' : ''}`
}

function clean(line: string): string {
  return blot(line).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}

const secret =
  /((?:secret|token|password|passwd|authorization|cookie|private_?key|softwareStatement|(?<![\w-])x-[\w-]{1,60})s?["']?\s{0,20}:\s{0,20})([^\s{].*)$/i

/** `token:` also names an endpoint. */
const isUrl = /^["']?https?:\/\//u

/** Credentials in a URL. */
const userinfo = /(:\/\/)[^\s/@]{1,200}@/gu

/** A frame goes to terminals and CI logs: a secret that stands in the file by mistake must not. Keeps the length. */
function blot(line: string): string {
  return line
    .replace(secret, (whole, key: string, value: string) =>
      isUrl.test(value) ? whole : key + '*'.repeat(value.length),
    )
    .replace(userinfo, (whole, start: string) => `${start}${'*'.repeat(whole.length - start.length - 1)}@`)
}
