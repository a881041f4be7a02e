import type { DocumentVisit } from './row-host.ts'
import type { Served } from './served.ts'

/** A key set of a client that was made by hand: at the same place in every run, and there for the whole run. */
export interface StandingDocument {
  readonly url: string
  readonly paths: readonly string[]
  /** Undefined: not there yet. */
  served?: Served
  /** Requests that came while no row had it. */
  readonly visits: DocumentVisit[]
}

/** A set may be kept briefly, so that a row which changes it need not wait. */
export const keySetOf = (keys: readonly object[]): Served => ({
  status: 200,
  headers: [
    ['Content-Type', 'application/json'],
    ['Cache-Control', 'max-age=2'],
  ],
  body: new TextEncoder().encode(JSON.stringify({ keys })),
  delay: 0,
  padding: 0,
  close: false,
})
