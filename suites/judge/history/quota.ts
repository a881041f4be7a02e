import { bodyText } from '../../decode/body.ts'
import { decodeJson, isObject } from '../../decode/json.ts'
import type { Exchange } from '../../model/evidence.ts'
import { answeredAt, asAnswered, isAccepted, type Obstacle, sentAt } from './obstacle.ts'

/** One refusal may have a reason that nobody sees. */
const enough = 2

/**
 * Registrations that are refused with 403 or 429 although their like were accepted before, and that are accepted only while there are fewer clients: the server limits how many there may be.
 */
export function quotaOf(exchanges: readonly Exchange[]): Obstacle | undefined {
  const asked = asAnswered(exchanges.filter(({ operation }) => operation === 'register'))
  const known = new Set<string>()
  const like: Exchange[] = []
  for (const exchange of asked) {
    if (isAccepted(exchange)) known.add(likeness(exchange))
    else if (isRefusal(exchange) && known.has(likeness(exchange))) like.push(exchange)
  }
  const [first] = like
  if (first === undefined || like.length < enough) return undefined
  const deletions = exchanges.filter((each) => each.operation === 'delete_client' && isAccepted(each))
  const alive = (moment: number): number =>
    asked.filter((each) => isAccepted(each) && sentAt(each) < moment).length -
    deletions.filter((each) => answeredAt(each) <= moment).length
  const limit = alive(answeredAt(first))
  const later = asked.filter((each) => isAccepted(each) && sentAt(each) >= answeredAt(first))
  if (later.some((each) => alive(sentAt(each)) >= limit)) return undefined
  const refused = asked.filter((each) => isRefusal(each) && answeredAt(each) >= answeredAt(first))
  return {
    kind: 'quota',
    says: `the server refuses registrations (${first.response?.status}) that it took before, once there are about ${limit} clients: it limits how many may be registered`,
    exchanges: new Set(refused.map(({ id }) => id)),
  }
}

const isRefusal = ({ response }: Exchange): boolean => response?.status === 403 || response?.status === 429

/** What each registration invents anew. */
const invented = ['client_name', 'client_uri', 'redirect_uris', 'contacts', 'jwks', 'software_id']

/** Equal for registrations that ask for the same, whatever the client is called. */
export function likeness(exchange: Exchange): string {
  const { method, url, headers, body } = exchange.request
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const text = body === undefined ? undefined : bodyText(body)
  const json = text?.ok ? decodeJson(text.value) : undefined
  const members = json?.ok && isObject(json.value.value) ? Object.entries(json.value.value) : []
  const asked = members
    .filter(([name]) => !invented.includes(name))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([method, url, type, members.length, asked])
}
