import { decodeJson, isObject } from '../../decode/json.ts'
import type { Exchange, TransportFailure } from '../../model/evidence.ts'
import type { Sending } from '../http/recorder.ts'
import type { RegisteredClient, Registry } from './registry.ts'

/**
 * What a run notes of its clients, so that another process can delete them when this one has no time to. Registration access tokens stand in it as they are: nothing else
 * deletes a client.
 */
export type JournalLine =
  /** Before the request goes out. */
  | { readonly event: 'sending'; readonly id: number; readonly url: string; readonly name?: string }
  /** The answer is here, and no client has come of it. */
  | { readonly event: 'answered'; readonly id: number }
  /** A client is there, or is managed otherwise now. `id`: the request that registered it. */
  | { readonly event: 'registered'; readonly id?: number; readonly client: RegisteredClient }
  | { readonly event: 'deleted'; readonly client: string }
  /** The process has said what stays. Absent: it was killed. */
  | { readonly event: 'ended' }

/** Keeps a line before it returns: the process may end at any moment. */
export interface Journal {
  write(line: JournalLine): void
}

/** Tells a journal what becomes of the clients of a run. */
export interface Journalist {
  sending(id: number, sending: Sending): void
  /** To be called when the registry has observed the exchange. */
  observe(exchange: Exchange): void
}

export function createJournalist(journal: Journal, registry: Registry): Journalist {
  const known = new Map<string, RegisteredClient>()
  const compare = (id: number | undefined): boolean => {
    const now = new Map(registry.remaining().map((client) => [client.id, client]))
    const fresh = [...now.values()].filter((client) => known.get(client.id) !== client)
    const gone = [...known.keys()].filter((client) => !now.has(client))
    for (const client of fresh) {
      journal.write({ event: 'registered', ...(id === undefined ? {} : { id }), client })
      known.set(client.id, client)
    }
    for (const client of gone) {
      journal.write({ event: 'deleted', client })
      known.delete(client)
    }
    return fresh.length > 0
  }
  return {
    sending: (id, { operation, request }) => {
      if (operation !== 'register') return
      const name = nameIn(request.body)
      journal.write({ event: 'sending', id, url: request.url, ...(name === undefined ? {} : { name }) })
    },
    observe: ({ id, operation, failure }) => {
      if (operation === 'register') {
        // Without an answer the server may have registered the client all the same.
        const answered = failure === undefined || unheard.includes(failure.code)
        if (!compare(id) && answered) journal.write({ event: 'answered', id })
      } else if (/^(?:read|update|delete)_client$/u.test(operation)) compare(undefined)
    },
  }
}

/** Failures of requests that no server can have read. */
const unheard: readonly TransportFailure['code'][] = ['not-sent', 'refused', 'dns']

function nameIn(body: string | undefined): string | undefined {
  const json = decodeJson(body ?? '')
  const name = json.ok && isObject(json.value.value) ? json.value.value.client_name : undefined
  return typeof name === 'string' ? name : undefined
}

/** What is still to do after the last line of a journal. */
export interface Unfinished {
  readonly clients: readonly RegisteredClient[]
  /** Origins whose answer registered a client. */
  readonly origins: readonly string[]
  /** Registrations whose answer nobody has seen: a client may be there that nothing can delete. */
  readonly unknown: readonly { readonly url: string; readonly name?: string }[]
}

/** Reads the lines of a journal in their order. */
export function unfinishedIn(lines: readonly JournalLine[]): Unfinished {
  const clients = new Map<string, RegisteredClient>()
  const origins = new Set<string>()
  const sent = new Map<number, { readonly url: string; readonly name?: string }>()
  for (const line of lines) {
    switch (line.event) {
      case 'sending': {
        const { event: _, id, ...about } = line
        sent.set(id, about)
        break
      }
      case 'answered':
        sent.delete(line.id)
        break
      case 'registered':
        if (line.id !== undefined) {
          const url = sent.get(line.id)?.url ?? ''
          if (URL.canParse(url)) origins.add(new URL(url).origin)
          sent.delete(line.id)
        }
        clients.set(line.client.id, line.client)
        break
      case 'deleted':
        clients.delete(line.client)
        break
      case 'ended':
        break
      default:
        line satisfies never
    }
  }
  return { clients: [...clients.values()], origins: [...origins], unknown: [...sent.values()] }
}
