import { accepts } from '../../decode/accept.ts'
import { headerValues } from '../../decode/answer.ts'
import { fitsTimes } from '../../language/fetches.ts'
import type { Fetch } from '../../model/evidence.ts'
import type { FetchedCheck, NotFetchedCheck, Times } from '../../model/language.ts'
import { holds, type Match, moot, type Seen, undecided, violated } from './subject.ts'

/** What the server fetched of a document of the row: how often, with which header fields, how much of it. */
export function judgeFetched(check: FetchedCheck, { scope }: Seen): Match {
  const { id, times, without, octets, methods, accepts, ...window } = check
  const fetches = scope.fetched?.(id, window)
  if (fetches === undefined) return undecided('the evidence does not say what was fetched')
  if (!fitsTimes(fetches.length, times ?? usual(check)))
    return violated(`${inWords(times)} for the document "${id}"`, `${fetches.length}`)
  if (fetches.length === 0 && times === undefined) return moot(`the server did not ask for the document "${id}"`)
  return (
    judgeFields(id, fetches, without ?? []) ??
    judgeOctets(id, fetches, octets) ??
    judgeMethods(id, fetches, methods) ??
    judgeAccept(id, fetches, accepts) ??
    holds
  )
}

/** Who asks how requests look does not ask for one. */
const usual = ({ without, octets, methods, accepts }: FetchedCheck): Times => ({
  min: [without, octets, methods, accepts].every((each) => each === undefined) ? 1 : 0,
})

function judgeFields(id: string, fetches: readonly Fetch[], names: readonly string[]): Match | undefined {
  const unwanted = names.map((name) => name.toLowerCase())
  const found = fetches
    .flatMap(({ headers }) => headers)
    .find(([name, value]) => unwanted.includes(name.toLowerCase()) && value !== '')
  if (found === undefined) return undefined
  return violated(`requests for the document "${id}" without ${names.join(', ')}`, `one with ${found[0]}`)
}

function judgeOctets(id: string, fetches: readonly Fetch[], most: number | undefined): Match | undefined {
  if (most === undefined) return undefined
  const taken = Math.max(0, ...fetches.map(({ octets }) => octets))
  return taken <= most ? undefined : violated(`at most ${most} octets of the document "${id}" taken`, `${taken}`)
}

function judgeMethods(
  id: string,
  fetches: readonly Fetch[],
  methods: readonly string[] | undefined,
): Match | undefined {
  const other = fetches.find(({ method }) => methods?.includes(method) === false)
  return other === undefined
    ? undefined
    : violated(`requests for the document "${id}" by ${methods?.join(' or ')}`, `one by ${other.method}`)
}

function judgeAccept(id: string, fetches: readonly Fetch[], type: string | undefined): Match | undefined {
  const fields = fetches.map(({ headers }) => headerValues(headers, 'accept'))
  const other = type === undefined ? undefined : fields.find((values) => !accepts(values, type))
  return other === undefined
    ? undefined
    : violated(`requests for the document "${id}" that take ${type}`, `one with Accept: ${other.join(', ')}`)
}

/** That the server can reach the run at all is seen before: of a run without any request no such row is judged. */
export function judgeNotFetched({ id, ...window }: NotFetchedCheck, { scope }: Seen): Match {
  const fetches = scope.fetched?.(id, window)
  if (fetches === undefined) return undecided('the evidence does not say what was fetched')
  return fetches.length === 0 ? holds : violated(`no request for the document "${id}"`, `${fetches.length}`)
}

function inWords({ min = 0, max }: Times = { min: 1 }): string {
  if (max === undefined) return `at least ${min} ${requests(min)}`
  return min === 0 ? `at most ${max} ${requests(max)}` : `${min} to ${max} requests`
}

const requests = (count: number): string => (count === 1 ? 'request' : 'requests')
