import { stripVTControlCharacters } from 'node:util'

/** What a command may touch of the outside world. Tests pass their own. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly color: boolean
  /** True when progress may redraw a line. */
  readonly tty: boolean
  readonly width: number
  readonly signal: AbortSignal
}

/**
 * The process's own streams. Colours need a terminal, or FORCE_COLOR; NO_COLOR has none. CI alone is no terminal: its logs may be read by programs. Progress needs a terminal on stderr.
 */
export function processIo(signal: AbortSignal): Io {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = process.env
  const inColor = (isTTY: boolean | undefined): boolean =>
    NO_COLOR === '' && (FORCE_COLOR !== '' || (isTTY === true && TERM !== 'dumb'))
  const errInColor = inColor(process.stderr.isTTY)
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(errInColor ? text : stripVTControlCharacters(text)),
    env: process.env,
    color: inColor(process.stdout.isTTY),
    tty: process.stderr.isTTY === true && process.env.CI === undefined,
    width: process.stdout.columns ?? 100,
    signal,
  }
}
