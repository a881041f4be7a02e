import type { Exchange } from '../../model/evidence.ts'
import type { Sending } from '../http/recorder.ts'
import type { TlsIdentity } from '../tls/identity.ts'
import { withTags } from './marks.ts'
import { pairsIn, type Renaming, type TimeWindow, tokensIn } from './same-text.ts'

/** What differs between the evidence and the run that is made again from it. */
export interface RunComparison {
  /** The exchange that is this request; where none is, the first one, and what differs is noted. */
  choose(candidates: readonly Exchange[], sending: Sending, now: number): Exchange | undefined
  /** From now on its tokens are known: each stands for itself. */
  delivered(text: string): void
  /** Notes that a request is not in the evidence. Returns the sentence. */
  absent(sending: Sending): string
  /** Notes where a value is not the one that the run has come to, however deep in it. */
  data(what: string, recorded: unknown, made: unknown): void
  note(difference: string): void
  differences(): readonly string[]
}

const renamed = 'a key, an identifier or a secret is a different one from that in the requests before'

interface Compared {
  /** Absent: it is the request. */
  readonly difference?: string
  readonly pairs: readonly Renaming[]
}

/** Seconds: the machine of the run may have been busy. */
const slack = 5

export function createComparison(identity: TlsIdentity | undefined): RunComparison {
  const names = { recorded: new Map<string, string>(), made: new Map<string, string>() }
  const differences: string[] = []

  /** Whether they go with all that was called otherwise before; if so they are learnt. */
  const learn = (pairs: readonly Renaming[], keep: boolean): boolean => {
    const [byRecorded, byMade] = [new Map<string, string>(), new Map<string, string>()]
    for (const { recorded, made, both } of pairs) {
      const known = names.made.get(made) ?? byMade.get(made) ?? recorded
      const other = both ? (names.recorded.get(recorded) ?? byRecorded.get(recorded) ?? made) : made
      if (known !== recorded || other !== made) return false
      byMade.set(made, recorded)
      if (both) byRecorded.set(recorded, made)
    }
    if (!keep) return true
    for (const [made, recorded] of byMade) names.made.set(made, recorded)
    for (const [recorded, made] of byRecorded) names.recorded.set(recorded, made)
    return true
  }
  const compare = (exchange: Exchange, sending: Sending, now: number): Compared => {
    const late = Math.max(0, Date.parse(exchange.request.sentAt) - now) / 1000
    const window = { before: slack, after: late + slack }
    const pairs: Renaming[] = []
    for (const { name, recorded, made, isField = false } of partsOf(exchange, sending, identity)) {
      if (recorded === made) continue
      const found =
        recorded === undefined || made === undefined ? undefined : pairsIn(recorded, withTags(made), window, isField)
      if (found === undefined) return { difference: `${name} is ${apart(recorded, made)}`, pairs: [] }
      pairs.push(...found)
    }
    return learn(pairs, false) ? { pairs } : { difference: renamed, pairs: [] }
  }
  const leaves = (what: string, recorded: unknown, made: unknown): void => {
    if (typeof recorded === 'string' && typeof made === 'string') {
      const pairs = pairsIn(recorded, withTags(made), wide)
      if (pairs === undefined || !learn(pairs, true)) differences.push(`${what} is ${apart(recorded, made)}`)
    } else if (isParent(recorded) && isParent(made)) {
      for (const name of new Set([...Object.keys(recorded), ...Object.keys(made)]))
        leaves(`${what} ${name}`, recorded[name], made[name])
    } else if (recorded !== made) differences.push(`${what} is ${apart(recorded, made)}`)
  }
  return {
    choose: (candidates, sending, now) => {
      let first: string | undefined
      for (const recorded of candidates) {
        const { difference, pairs } = compare(recorded, sending, now)
        if (difference === undefined) {
          learn(pairs, true)
          return recorded
        }
        first ??= difference
      }
      const [recorded] = candidates
      if (recorded === undefined) return undefined
      const { id, owner, step } = recorded
      differences.push(`exchange ${id} of ${owner}, step ${step}, is not the one that the run sends: ${first}`)
      return recorded
    },
    delivered: (text) => {
      for (const token of tokensIn(text)) names.made.set(token, token)
    },
    absent: ({ owner, step, request: { method, url } }) => {
      const sentence = `the run sends ${method} ${withTags(url)} for ${owner}, step ${step}, and the evidence has no such exchange`
      differences.push(sentence)
      return sentence
    },
    data: leaves,
    note: (each) => {
      differences.push(each)
    },
    differences: () => differences,
  }
}

const wide: TimeWindow = { before: slack, after: slack }

interface Part {
  readonly name: string
  readonly recorded: string | undefined
  readonly made: string | undefined
  /** True: the value of a header field. */
  readonly isField?: true
}

function partsOf(
  { request, defect, failure }: Exchange,
  sending: Sending,
  identity: TlsIdentity | undefined,
): readonly Part[] {
  const { method, url, headers, body } = sending.request
  const length = Math.max(headers.length, request.headers.length)
  const fields = Array.from({ length }, (_, index): readonly Part[] => {
    const [name, value] = request.headers[index] ?? []
    const [wanted, made] = headers[index] ?? []
    return [
      { name: `the name of header field ${index + 1}`, recorded: name, made: wanted },
      { name: `header ${name ?? wanted}`, recorded: value, made, isField: true },
    ]
  })
  const sent = request.body === undefined ? undefined : 'text' in request.body ? request.body.text : request.body.base64
  return [
    { name: 'the method', recorded: request.method, made: method },
    { name: 'the URL', recorded: request.url, made: url },
    ...fields.flat(),
    { name: 'the body', recorded: sent, made: body },
    { name: 'the fault', recorded: defect, made: sending.defect },
    ...(failure === undefined
      ? [{ name: 'the client certificate', recorded: request.certificate?.name, made: presented(sending, identity) }]
      : []),
  ]
}

/** As the transport does: where nothing is said, the certificate of the target file. */
function presented({ request }: Sending, identity: TlsIdentity | undefined): string | undefined {
  if (!request.url.startsWith('https:') || request.handshake !== undefined) return undefined
  const chosen = request.certificate ?? identity
  return chosen === 'none' ? chosen : chosen?.name
}

function isParent(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** What stands where the other is, from just before the first difference. */
function apart(recorded: unknown, made: unknown): string {
  const [one, other] = [textOf(recorded), textOf(made)]
  let same = 0
  while (same < one.length && one[same] === other[same]) same += 1
  const from = Math.max(0, same - 40)
  return `${excerpt(one, from)} instead of ${excerpt(other, from)}`
}

function textOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'string' ? withTags(value) : JSON.stringify(value)
}

const excerpt = (text: string, from: number): string =>
  `${from > 0 ? '…' : ''}${text.slice(from, from + 160)}${text.length > from + 160 ? '…' : ''}`
