import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { servedClients } from '../../entries/served-clients.ts'
import type { Inbound } from '../../model/evidence.ts'
import type { InsideSpelling } from '../../model/language.ts'
import { sleep } from '../http/sleep.ts'
import { answer } from './answer.ts'
import { type Canary, openCanary } from './canary.ts'
import { connectionOf, inboundOf } from './inbound.ts'
import { insideAddress, insidePlace } from './inside.ts'
import { type DocumentListener, listen } from './listen.ts'
import { pathOf } from './path-of.ts'
import { listeningFor } from './place.ts'
import { type DocumentVisit, fetchOf, type RowHost } from './row-host.ts'
import type { Served } from './served.ts'
import type { StandingDocument } from './standing.ts'

/** What a run serves at most, so that nobody can use it as a source, and no server empties the machine. */
const most = { requests: 300, octets: 67_108_864 } as const

/** Of requests that belong to no row only the first ones are kept: whoever scans the port fills no evidence. */
const mostStrays = 20

/** The documents of all rows. Nothing listens before the first row asks. */
export interface Hosting {
  /** Places for the documents of a row, or why there are none. `loopback`: the server is on this machine. `row`: with its number, where it is run once more. */
  forRow(documents: readonly RowDocument[], loopback: boolean, row?: string): Promise<RowHost | string>
  /** Serves the key set of a client while no row does, from now on until the end. Says why it cannot. */
  stand(url: string, served: Served): Promise<string | undefined>
  strays(): readonly Inbound[]
  close(): Promise<void>
}

/** `url`: it is served there, and not at a place of its own. */
export interface RowDocument {
  readonly id: string
  readonly url?: string
}

interface Place {
  readonly document: string
  readonly row: Row
}

interface Row {
  readonly served: Map<string, Served>
  /** Where documents are that are not public. */
  readonly bases: Map<string, string>
  readonly visits: DocumentVisit[]
  readonly over: AbortController
  step: string
  /** Told of each request. */
  noticed: () => void
}

/** `run`: nobody else knows its id while it lasts, so nobody guesses a place that follows from it. */
export function createHosting(target: Parameters<typeof servedClients>[0], run: string = randomUUID()): Hosting {
  const places = new Map<string, Place>()
  const standing = servedClients(target).map(({ url, paths }): StandingDocument => ({ url, paths, visits: [] }))
  const strays: Inbound[] = []
  const spent = { requests: 0, octets: 0 }
  const over = new AbortController()
  let listener: Promise<DocumentListener> | undefined

  const receive = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://run')
    const stands = standing.find(({ paths }) => paths.includes(pathname))
    const place = places.get(stands?.url ?? lastSegment(pathname))
    const served = place?.row.served.get(place.document)
    if (served === undefined && stands?.served !== undefined) {
      const visit: DocumentVisit = { inbound: inboundOf(request), document: '', step: '', octets: 0, ended: 'open' }
      if (stands.visits.length < most.requests) stands.visits.push(visit)
      void answer(stands.served, response, visit, over.signal)
      return
    }
    if (place === undefined || served === undefined) {
      if (strays.length < mostStrays) strays.push(inboundOf(request))
      response.writeHead(404).end()
      return
    }
    const { row, document } = place
    give(served, row, noted(row, document, inboundOf(request)), response)
  }

  const noted = (row: Row, document: string, inbound: Inbound): DocumentVisit => {
    const visit: DocumentVisit = { inbound, document, step: row.step, octets: 0, ended: 'open' }
    row.visits.push(visit)
    row.noticed()
    spent.requests += 1
    return visit
  }

  const give = (served: Served, row: Row, visit: DocumentVisit, response: ServerResponse): void => {
    if (spent.requests > most.requests || spent.octets + served.padding > most.octets) {
      visit.ended = 'refused'
      response.writeHead(503).end()
      return
    }
    spent.octets += served.padding + served.body.length
    void answer(served, response, visit, row.over.signal)
  }

  /** A listener for a document where the server must not call. Each connection is a request, and says who it was as soon as it has. */
  const watch = (row: Row, document: string, address: string): Promise<Canary> => {
    const visits = new WeakMap<Socket, DocumentVisit>()
    return openCanary(address, {
      connected: (socket) => visits.set(socket, noted(row, document, connectionOf(socket))),
      asked: (request, response) => {
        const visit = visits.get(request.socket) ?? noted(row, document, inboundOf(request))
        visit.inbound = inboundOf(request)
        const served = row.served.get(document)
        if (served === undefined) response.writeHead(404).end()
        else give(served, row, visit, response)
      },
    })
  }

  const open = async (loopback: boolean): Promise<DocumentListener | string> => {
    const listening = listeningFor(target, loopback)
    if (listening === undefined) return 'the run serves no documents'
    listener ??= listen(listening, receive)
    return listener.catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
  }

  const forRow: Hosting['forRow'] = async (documents, loopback, name = randomUUID()) => {
    const opened = await open(loopback)
    if (typeof opened === 'string') return opened
    const row: Row = {
      served: new Map(),
      bases: new Map(),
      visits: [],
      over: new AbortController(),
      step: '',
      noticed: () => {},
    }
    const paths = new Map(documents.map(({ id, url }) => [id, url ?? pathOf(run, name, id)] as const))
    for (const [document, path] of paths) places.set(path, { document, row })
    const inside = async (document: string, spelling: InsideSpelling): Promise<string | undefined> => {
      const address = insideAddress(target, loopback)
      const place = address === undefined ? undefined : insidePlace(address, spelling)
      if (place === undefined) return `${address ?? 'the address of the target file'} has no such spelling`
      const canary = await watch(row, document, place.address).catch((error: unknown) => String(error))
      if (typeof canary === 'string') return canary.replace(/^Error: /u, '')
      row.over.signal.addEventListener('abort', canary.close)
      row.bases.set(document, `${new URL(opened.publicUrl).protocol}//${place.host}:${canary.port}`)
      return undefined
    }
    // What was asked for before the row began is asked for all the same.
    for (const { id, url } of documents)
      row.visits.push(
        ...standing
          .filter((each) => each.url === url)
          .flatMap(({ visits }) => visits.map((each) => ({ ...each, document: id }))),
      )
    return rowHost(row, paths, opened.publicUrl, inside, (path) => places.delete(path))
  }

  const stand: Hosting['stand'] = async (url, served) => {
    const opened = await open(false)
    if (typeof opened === 'string') return opened
    for (const each of standing) if (each.url === url) each.served = served
    return undefined
  }

  return {
    forRow,
    stand,
    strays: () => strays,
    close: async () => {
      over.abort()
      const opened = await listener?.catch(() => undefined)
      await opened?.close()
    },
  }
}

/** As it was meant, however it was spelled. */
function lastSegment(target: string): string {
  const segment = target.split(/[?#]/u, 1)[0]?.split('/').at(-1) ?? ''
  return segment.replace(/%([0-9A-Fa-f]{2})/gu, (_escape, hex: string) => String.fromCharCode(Number(`0x${hex}`)))
}

function rowHost(
  row: Row,
  paths: ReadonlyMap<string, string>,
  base: string,
  inside: RowHost['inside'],
  forget: (path: string) => void,
): RowHost {
  const inlined = new Map<string, string>()
  return {
    inline: (document, url) => {
      inlined.set(document, url)
    },
    url: (document) => {
      const url = inlined.get(document)
      if (url !== undefined) return url
      const path = paths.get(document)
      return path === undefined || path.includes('/') ? path : `${row.bases.get(document) ?? base}/${path}`
    },
    inside,
    serve: (document, served) => {
      row.served.set(document, served)
    },
    begin: (step) => {
      row.step = step
    },
    fetches: () => row.visits.map(fetchOf),
    until: async (holds, milliseconds, signal) => {
      const end = performance.now() + milliseconds
      while (!holds() && performance.now() < end && !signal.aborted) {
        const woken = new AbortController()
        row.noticed = () => woken.abort()
        await sleep(end - performance.now(), AbortSignal.any([signal, woken.signal]))
      }
      row.noticed = () => {}
    },
    end: () => {
      row.over.abort()
      for (const path of paths.values()) forget(path)
    },
  }
}
