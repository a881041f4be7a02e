import type { Prepared, RunResult } from '../api/run.ts'

/** One run that many tests wait for. */
export interface OneRun {
  /** Starts the run when nobody has yet. The signal of the test that starts it ends it early: Vitest aborts it when its run is cancelled. */
  result(test: { readonly signal: AbortSignal }): Promise<RunResult>
  /** Resolves when nothing is sent any more: clients are deleted, also after a cancel. */
  ended(): Promise<void>
}

export function oneRun(start: Prepared['start'], chosen: AbortSignal | undefined): OneRun {
  let started: Promise<RunResult> | undefined
  return {
    result: async ({ signal }) => {
      started ??= until(start, [signal, ...(chosen === undefined ? [] : [chosen])])
      return started
    },
    ended: async () => {
      await started?.catch(() => undefined)
    },
  }
}

/** Ctrl-C in a terminal. It reaches every process of the group, and the main process of Vitest goes at once, without a word to its workers: what they lose is the channel to it. */
const ends = ['SIGINT', 'SIGTERM', 'disconnect'] as const

async function until(start: Prepared['start'], signals: readonly AbortSignal[]): Promise<RunResult> {
  const interrupt = new AbortController()
  const stop = (): void => interrupt.abort()
  for (const name of ends) process.once(name, stop)
  try {
    return await start(AbortSignal.any([...signals, interrupt.signal]))
  } finally {
    for (const name of ends) process.off(name, stop)
  }
}
