import pc from 'picocolors'

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

/** The process's own streams. Colours obey NO_COLOR and FORCE_COLOR; progress needs a terminal on stderr. */
export function processIo(signal: AbortSignal): Io {
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    env: process.env,
    color: pc.isColorSupported,
    tty: process.stderr.isTTY === true && process.env.CI === undefined,
    width: process.stdout.columns ?? 100,
    signal,
  }
}
