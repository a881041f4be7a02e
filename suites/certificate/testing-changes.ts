import { decodeJson, isObject } from '../decode/json.ts'
import type { Json, JsonObject } from '../model/json.ts'

/** One member of evidence, changed. */
export interface MemberChange {
  /** JSON Pointer to it; after a "#", one into the JSON text that stands there. */
  readonly at: string
  readonly what: string
  /** The whole evidence, with the change. */
  make(): Json
}

type Path = readonly (string | number)[]
/** In a path: what follows is in the JSON text that stands here. */
const inText = '#'

/** Every change of every member, in the order of the document. */
export function* changesOf(root: Json): Generator<MemberChange> {
  for (const { path, value, neighbour } of membersOf(root, [])) {
    const at = pointer(path)
    const last = path.at(-1)
    const put = (what: string, other: Json | undefined): MemberChange => ({
      at,
      what,
      make: () => changed(root, path, () => other),
    })
    yield put('removed', undefined)
    if (value !== null) yield put('null', null)
    for (const [what, other] of otherValues(value, last)) yield put(what, other)
    if (neighbour !== undefined) yield put('of its neighbour', neighbour)
    if (Array.isArray(value))
      for (const index of value.keys()) {
        const [one, next] = [value[index], value[index + 1]]
        const item = `${at}/${index}`
        const list = (what: string, items: readonly (Json | undefined)[]): MemberChange => ({
          at: item,
          what,
          make: () => changed(root, path, () => items.filter((each) => each !== undefined)),
        })
        yield list('twice', value.toSpliced(index, 0, one))
        if (next !== undefined && JSON.stringify(next) !== JSON.stringify(one))
          yield list('changes places with the next', value.with(index, next).with(index + 1, one))
      }
  }
}

interface Member {
  readonly path: Path
  readonly value: Json
  /** What the same member of the next item is, where that is another value. */
  readonly neighbour?: Json
}

/** All but the document itself, from the outside in. */
function* membersOf(value: Json, path: Path, next?: Json): Generator<Member> {
  if (path.length > 0 && path.at(-1) !== inText) {
    const differs = next !== undefined && JSON.stringify(next) !== JSON.stringify(value)
    yield { path, value, ...(differs ? { neighbour: next } : {}) }
  }
  const text = typeof value === 'string' ? jsonIn(value) : undefined
  if (text !== undefined) yield* membersOf(text, [...path, inText], typeof next === 'string' ? jsonIn(next) : undefined)
  if (Array.isArray(value))
    // Items that are objects are compared with the next one; of texts and numbers, swapping says the same.
    for (const [index, each] of value.entries())
      yield* membersOf(
        each,
        [...path, index],
        isObject(each) ? value[index + 1] : Array.isArray(next) ? next[index] : undefined,
      )
  else if (isObject(value)) {
    const names = Object.keys(value)
    for (const [index, name] of names.entries()) {
      const own = value[name]
      const sibling = value[names[index + 1] ?? '']
      const of =
        isObject(next) && next[name] !== undefined
          ? next[name]
          : isObject(own) && isObject(sibling)
            ? sibling
            : undefined
      if (own !== undefined) yield* membersOf(own, [...path, name], of)
    }
  }
}

/** The object or array that a text is. */
function jsonIn(text: string): Json | undefined {
  if (!/^\s*[[{]/u.test(text)) return undefined
  const json = decodeJson(text)
  return json.ok ? json.value.value : undefined
}

/** Other values of the same type. */
function otherValues(value: Json, name: string | number | undefined): readonly (readonly [string, Json])[] {
  if (typeof value === 'boolean') return [['the contrary', !value]]
  if (typeof value === 'number')
    return name === 'status'
      ? [200, 201, 204, 302, 400, 401, 403, 404, 405, 500]
          .filter((each) => each !== value)
          .map((each) => [`status ${each}`, each] as const)
      : [
          ['one more', value + 1],
          ['zero', value === 0 ? 1 : 0],
          ['ten times', value * 10 + 7],
        ]
  if (typeof value === 'string') {
    const middle = Math.floor(value.length / 2)
    const letter = value[middle] === 'x' ? 'y' : 'x'
    return [
      ['another text', value === 'other' ? 'another' : 'other'],
      ['the empty text', ''],
      ...(value === ''
        ? []
        : [['a character changed', `${value.slice(0, middle)}${letter}${value.slice(middle + 1)}`] as const]),
    ]
  }
  if (Array.isArray(value)) return value.length === 0 ? [['an item more', ['other']]] : [['emptied', []]]
  return isObject(value) && Object.keys(value).length > 0 ? [['emptied', {}]] : []
}

/** The document with another value at the path; undefined leaves the member out. */
function changed(value: Json, [first, ...rest]: Path, change: () => Json | undefined): Json {
  if (first === undefined) return change() ?? null
  if (first === inText && typeof value === 'string') return JSON.stringify(changed(jsonIn(value) ?? null, rest, change))
  const old =
    typeof first === 'number'
      ? Array.isArray(value)
        ? value[first]
        : undefined
      : isObject(value)
        ? value[first]
        : undefined
  const made = rest.length === 0 ? change() : changed(old ?? null, rest, change)
  if (Array.isArray(value) && typeof first === 'number')
    return made === undefined ? value.toSpliced(first, 1) : value.with(first, made)
  if (!isObject(value)) throw new Error(`there is nothing at ${first}`)
  const entries = Object.entries(value).flatMap(([name, each]): [string, Json][] =>
    name !== String(first) ? [[name, each]] : made === undefined ? [] : [[name, made]],
  )
  return Object.fromEntries(entries) satisfies JsonObject
}

const pointer = (path: Path): string =>
  path
    .map((part) => (part === inText ? inText : `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`))
    .join('')
