import { readAnswer } from '../../decode/answer.ts'
import { bodyText } from '../../decode/body.ts'
import { headerValues } from '../../decode/exchange-fields.ts'
import type { Evidence, Exchange } from '../../model/evidence.ts'
import { answeredAt, asAnswered, isAccepted, type Obstacle, sentAt } from './obstacle.ts'

const asking: readonly string[] = ['token', 'introspect', 'revoke', 'refresh']
const changing: readonly string[] = ['update_client', 'delete_client']

/** One refusal may have a reason that nobody sees. */
const enough = 2

/** Nobody locks a client for fewer wrong attempts: a refusal after one or two has another cause, such as a revocation in between. */
const fewestAttempts = 3

/** What is known of one client, as the answers come. */
interface Standing {
  /** Wrong attempts since its credentials were last accepted. */
  wrong: number
  /** When it was first refused after wrong attempts, while that lasts. */
  lockedSince: number | undefined
}

/**
 * Right credentials that are refused although the very same request had been accepted. After wrong attempts of that client it may be a lock (RFC 6749 section 2.3.1 asks for protection);
 * out of the blue it is a server that does not always know what it has issued, as where two nodes do not share one store.
 */
export function credentialsRefused({ exchanges, scenarios, again = [] }: Evidence): Obstacle | undefined {
  const clients = new Map<number, string>()
  for (const { steps, client } of [...scenarios, ...again])
    for (const taken of Object.values(steps))
      if (taken.kind === 'sent' && client !== undefined) for (const id of taken.exchanges) clients.set(id, client)
  const changed = new Set(exchanges.filter(({ operation }) => changing.includes(operation)).map(({ owner }) => owner))
  const asked = exchanges.filter(({ operation, owner }) => asking.includes(operation) && !changed.has(owner))
  const accepted = new Map<string, number>()
  const standings = new Map<string, Standing>()
  const outOfTheBlue: Exchange[] = []
  const locked: Exchange[] = []
  let tries = 0
  for (const exchange of asAnswered(asked)) {
    const client = clients.get(exchange.id) ?? exchange.owner
    const standing = standings.get(client) ?? { wrong: 0, lockedSince: undefined }
    standings.set(client, standing)
    if (exchange.defect !== undefined) {
      standing.wrong += Number(!isAccepted(exchange))
      if (standing.lockedSince !== undefined && isRefusal(exchange)) locked.push(exchange)
      continue
    }
    const request = requestText(exchange)
    if (request === undefined) continue
    if (isAccepted(exchange)) {
      accepted.set(request, (accepted.get(request) ?? 0) + 1)
      if (standing.lockedSince === undefined || sentAt(exchange) > standing.lockedSince)
        standings.set(client, { wrong: 0, lockedSince: undefined })
    } else if (isRefusal(exchange)) {
      if (standing.lockedSince !== undefined) locked.push(exchange)
      else if (!accepted.has(request)) continue
      else if (standing.wrong >= fewestAttempts) {
        standing.lockedSince = answeredAt(exchange)
        tries = Math.max(tries, standing.wrong)
        locked.push(exchange)
      } else if (standing.wrong === 0 && isInvalidClient(exchange)) outOfTheBlue.push(exchange)
    }
  }
  if (outOfTheBlue.length >= enough) return refusedLater(outOfTheBlue, accepted, asked, exchanges)
  if (locked.filter(({ defect }) => defect === undefined).length < enough) return undefined
  return {
    kind: 'lock',
    says: `a client was refused with credentials that had worked, after ${tries} wrong attempts: the server seems to lock it for a while (RFC 6749 section 2.3.1)`,
    exchanges: new Set(locked.map(({ id }) => id)),
  }
}

/**
 * Then no refusal of what was issued, and no token that is said to be unknown, says anything; nor does the refusal of credentials in an unusual form (`basic` for `Basic`) that the server
 * has accepted in that form.
 */
function refusedLater(
  refused: readonly Exchange[],
  accepted: ReadonlyMap<string, number>,
  asked: readonly Exchange[],
  exchanges: readonly Exchange[],
): Obstacle {
  const requests = new Set(refused.map(requestText))
  const successes = [...requests].reduce((sum, request) => sum + (accepted.get(request ?? '') ?? 0), 0)
  const unusual = new Set(asked.filter((each) => each.defect !== undefined && isAccepted(each)).map(requestText))
  const unknown = exchanges.filter((each) =>
    each.defect === undefined
      ? isInvalidClient(each) || isUnknown(each)
      : isInvalidClient(each) && unusual.has(requestText(each) ?? ''),
  )
  return {
    kind: 'refused_later',
    says: `credentials that had been accepted were refused later: ${refused.length} of ${refused.length + successes} times, for the very same request`,
    exchanges: new Set(unknown.map(({ id }) => id)),
  }
}

/** Undefined where what the client shows is another one in each request: an assertion, a proof. */
function requestText({ request }: Exchange): string | undefined {
  const { method, url, headers, body } = request
  if (headerValues(headers, 'dpop').length > 0) return undefined
  const credentials = headerValues(headers, 'authorization').join()
  const decoded = body === undefined ? undefined : bodyText(body)
  const text = decoded?.ok ? decoded.value : ''
  return credentials === '' && !text.includes('client_secret=') ? undefined : `${method} ${url} ${credentials} ${text}`
}

const isRefusal = (exchange: Exchange): boolean =>
  [401, 403, 429].includes(exchange.response?.status ?? 0) || readAnswer(exchange).error === 'invalid_client'

const isInvalidClient = (exchange: Exchange): boolean => readAnswer(exchange).error === 'invalid_client'

/** 401 to a token, or an introspection that does not know one. */
function isUnknown(exchange: Exchange): boolean {
  const { status, json } = readAnswer(exchange)
  const inactive = exchange.operation === 'introspect' && JSON.stringify(json) === '{"active":false}'
  return inactive || (status === 401 && exchange.operation !== 'register')
}
