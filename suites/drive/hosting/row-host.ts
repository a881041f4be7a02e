import type { Fetch, Inbound } from '../../model/evidence.ts'
import type { InsideSpelling } from '../../model/language.ts'
import type { Served } from './served.ts'

/** What one row serves, and what was fetched of it. */
export interface RowHost {
  url(document: string): string | undefined
  /** What a document is from now on. */
  serve(document: string, served: Served): void
  /** A document that its URL holds. */
  inline(document: string, url: string): void
  /** Puts a document where the server must not call, under one spelling of that address. Returns why it cannot, if so. */
  inside(document: string, spelling: InsideSpelling): Promise<string | undefined>
  /** The step in whose time requests come from now on. */
  begin(step: string): void
  fetches(): readonly Fetch[]
  /** Waits until this holds, looking again at each request, at most so many milliseconds. */
  until(holds: () => boolean, milliseconds: number, signal: AbortSignal): Promise<void>
  /** Nothing of it is served any more. */
  end(): void
}

/** One request for a document, while it is answered and afterwards. */
export interface DocumentVisit {
  /** Of a connection over which nothing was asked yet: without method and target. */
  inbound: Inbound
  readonly document: string
  readonly step: string
  octets: number
  ended: Fetch['ended']
}

export const fetchOf = ({ inbound, document, step, octets, ended }: DocumentVisit): Fetch => ({
  document,
  step,
  ...inbound,
  octets,
  ended,
})
