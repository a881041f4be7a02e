import type { Evidence, Exchange } from '../../model/evidence.ts'
import type { Clock } from '../http/clock.ts'
import type { Recorder, Sending } from '../http/recorder.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import type { RunComparison } from './comparison.ts'
import type { Marks } from './marks.ts'

/** What stands in the place of network and time: the answers of the evidence, each when it came. */
export interface Playback {
  readonly recorder: Recorder
  readonly clock: Clock
  /** The keys, for whose making time stands still. */
  holding(keys: KeyRing): KeyRing
  /** Why it ended early: a request was made for which the evidence has no answer. */
  stopped(): string | undefined
  /**
   * The number of the exchange that deletes a client now, before anything else is sent. What the time for a clean-up was too short for
   * is deleted by a later one.
   */
  deletion(client: string): number | undefined
  /** What no request was made for. */
  unused(): readonly Exchange[]
}

interface Waiting {
  readonly at: number
  readonly id: number
  readonly go: () => void
}

/** So many turns of the event loop without anything new: whatever the last answer leads to has been done. */
const calm = 3

export function createPlayback(
  evidence: Evidence,
  comparison: RunComparison,
  marks: Marks,
  onExchange: (exchange: Exchange) => void,
): Playback {
  const rest = new Map<string, Exchange[]>()
  for (const exchange of evidence.exchanges) {
    const key = keyOf(exchange)
    rest.set(key, [...(rest.get(key) ?? []), exchange])
  }
  const done: Exchange[] = []
  const waiting: Waiting[] = []
  let now = Date.parse(evidence.run.startedAt)
  let held = 0
  let news = 0
  let turning = false
  let because: string | undefined

  const turn = (quiet: number, seen: number): void => {
    if (held > 0 || seen !== news) return void setImmediate(turn, 0, news)
    if (quiet < calm) return void setImmediate(turn, quiet + 1, seen)
    const next = waiting.toSorted((one, other) => one.at - other.at || one.id - other.id)[0]
    turning = false
    if (next === undefined) return
    waiting.splice(waiting.indexOf(next), 1)
    now = Math.max(now, next.at)
    next.go()
    begin()
  }
  const begin = (): void => {
    if (turning || waiting.length === 0) return
    turning = true
    setImmediate(turn, 0, news)
  }
  const until = (at: number, id: number): Promise<void> =>
    new Promise((resolve) => {
      news += 1
      waiting.push({ at, id, go: resolve })
      begin()
    })

  const take = (sending: Sending): Exchange | undefined => {
    const list = rest.get(keyOf(sending)) ?? []
    const taken = comparison.choose(list, sending, now)
    if (taken !== undefined) list.splice(list.indexOf(taken), 1)
    return taken
  }
  /** Nothing is under way while clients are deleted: all that the run has yet to send comes after. */
  const nextOther = (): number =>
    Math.min(...[...rest.values()].flatMap(([first]) => (first && first.owner !== cleaning.owner ? [first.id] : [])))
  const send = async (sending: Sending): Promise<Exchange> => {
    const taken = because === undefined ? take(sending) : undefined
    if (taken === undefined) {
      because ??= comparison.absent(sending)
      return unanswered(sending, evidence.exchanges.length + done.length + 1, now)
    }
    await until(endOf(taken), taken.id)
    const exchange = answered(taken, sending, marks)
    const { body } = taken.response ?? {}
    if (body !== undefined && 'text' in body) comparison.delivered(body.text)
    done.push(exchange)
    onExchange(exchange)
    return exchange
  }
  return {
    recorder: { send, all: () => done.toSorted((one, other) => one.id - other.id) },
    clock: {
      now: () => now,
      elapsed: () => now,
      sleep: (milliseconds, signal) =>
        milliseconds <= 0 || signal.aborted ? Promise.resolve() : until(now + milliseconds, 0),
    },
    holding: (keys) => ({
      ...keys,
      key: async (name, kind) => {
        held += 1
        return keys.key(name, kind).finally(() => {
          held -= 1
          news += 1
        })
      },
    }),
    stopped: () => because,
    deletion: (client) => {
      const id = rest.get(keyOf({ ...cleaning, step: `delete ${client}` }))?.[0]?.id
      return id !== undefined && id < nextOther() ? id : undefined
    },
    unused: () => [...rest.values()].flat(),
  }
}

const cleaning = { owner: 'clean-up', operation: 'delete_client' } as const

const keyOf = ({ owner, step, operation }: Pick<Exchange, 'owner' | 'step' | 'operation'>): string =>
  JSON.stringify([owner, step, operation])

const endOf = ({ request, response }: Exchange): number => Date.parse(response?.receivedAt ?? request.sentAt)

/** The request as it was made now, with the answer of the evidence. */
function answered(recorded: Exchange, { request: { method, url, headers, body } }: Sending, marks: Marks): Exchange {
  const { sentAt, certificate } = recorded.request
  const request = {
    method,
    url,
    headers,
    ...(body === undefined ? {} : { body: { text: body } }),
    ...(certificate === undefined ? {} : { certificate }),
    sentAt,
  }
  const { response } = recorded
  return { ...recorded, request, ...(response === undefined ? {} : { response: marks.data(response) }) }
}

function unanswered(sending: Sending, id: number, now: number): Exchange {
  const { owner, step, operation, request } = sending
  const { method, url, headers } = request
  const sent = { method, url, headers, sentAt: new Date(now).toISOString() }
  const failure = { code: 'interrupted', message: 'the evidence has no such exchange' } as const
  return { id, owner, step, operation, request: sent, failure }
}
