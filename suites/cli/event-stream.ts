import { closeSync, openSync, writeSync } from 'node:fs'
import { eventLine, type RunEvent, verdictEvents } from '../../reports/ndjson.ts'
import type { DriveObserver } from '../drive/observer.ts'
import type { FinishedRun } from '../model/report.ts'
import { packageVersion } from '../run/version.ts'
import type { Io } from './io.ts'
import type { Output } from './outputs.ts'

/** Streams of events that are written while a run goes on: each line is out before the next exchange is. */
export interface EventStream extends DriveObserver {
  /** The verdicts and the last line. Returns a sentence for each stream that could not be written to its end. */
  finish(run: FinishedRun): readonly string[]
}

/**
 * Opens every ndjson output and writes the first line. The other formats are written when the run is over. A stream that fails
 * falls silent: neither the run nor the other reports end with it.
 */
export function openEventStream(outputs: readonly Output[], profile: string, target: string, io: Io): EventStream {
  const sinks = outputs.filter(({ format }) => format === 'ndjson').map(({ path }) => sinkFor(path, io))
  const tell = (event: RunEvent): void => {
    for (const sink of sinks) sink.write(eventLine(event))
  }
  tell({ event: 'started', version: packageVersion(), profile, target })
  return {
    planned: ({ scenarios, requests, clients }) => tell({ event: 'planned', scenarios, requests, clients }),
    repeating: (scenarios) => tell({ event: 'repeating', scenarios }),
    exchange: (notice) => tell({ event: 'exchange', ...notice }),
    scenarioFinished: ({ id }) => tell({ event: 'driven', scenario: id }),
    finish: (run) => {
      verdictEvents(run).forEach(tell)
      return sinks.flatMap((sink) => sink.close() ?? [])
    },
  }
}

interface Sink {
  write(line: string): void
  /** What went wrong, if something did. */
  close(): string | undefined
}

function sinkFor(path: string | undefined, io: Io): Sink {
  let fault: string | undefined
  const attempt = (act: () => void): void => {
    if (fault !== undefined) return
    try {
      act()
    } catch (error) {
      fault = `report ndjson: ${error instanceof Error ? error.message : String(error)}`
    }
  }
  if (path === undefined) return { write: (line) => attempt(() => io.out(line)), close: () => fault }
  let file: number | undefined
  attempt(() => {
    file = openSync(path, 'w')
  })
  return {
    write: (line) => attempt(() => file !== undefined && writeSync(file, line)),
    close: () => {
      if (file !== undefined) closeSync(file)
      return fault
    },
  }
}
