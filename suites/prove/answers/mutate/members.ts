import { isObject } from '../../../decode/json.ts'
import type { SecretFacts } from '../../../model/evidence.ts'
import type { Json } from '../../../model/json.ts'
import { secretChanges } from './secrets.ts'
import { changesOf } from './values.ts'

/** A JSON text with one thing changed. */
export interface Edited {
  /** JSON Pointer, with `*` for each array index. */
  readonly pointer: string
  readonly change: string
  readonly text: string
  readonly secrets?: Readonly<Record<string, SecretFacts>>
}

/** A place in a JSON value. */
export interface Place {
  readonly pointer: string
  readonly path: readonly (string | number)[]
  readonly value: Json
}

/** Every member at any depth, and the value as a whole. Of an array the first element with each kind of place counts. */
export function placesIn(root: Json): readonly Place[] {
  const found = new Map<string, Place>()
  const visit = (place: Place): void => {
    if (!found.has(place.pointer)) found.set(place.pointer, place)
    const { pointer, path, value } = place
    if (Array.isArray(value))
      for (const [index, each] of value.entries())
        visit({ pointer: `${pointer}/*`, path: [...path, index], value: each })
    else if (isObject(value))
      for (const [name, each] of Object.entries(value))
        visit({ pointer: `${pointer}/${escaped(name)}`, path: [...path, name], value: each })
  }
  visit({ pointer: '', path: [], value: root })
  return [...found.values()]
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Every change of every member of a JSON value. */
export function editsOf(root: Json, attested: Readonly<Record<string, SecretFacts>>): readonly Edited[] {
  return placesIn(root).flatMap(({ pointer, path, value }) => {
    const changes = (typeof value === 'string' ? secretChanges(value, attested) : undefined) ?? changesOf(value)
    const edits: Edited[] = changes.map(({ change, value: other, secrets }) => ({
      pointer,
      change,
      text: JSON.stringify(replaced(root, path, other)),
      ...(secrets === undefined ? {} : { secrets }),
    }))
    return typeof path.at(-1) === 'string'
      ? [
          ...edits,
          { pointer, change: 'dropped', text: dropped(root, path) },
          { pointer, change: 'doubled', text: doubled(root, path) },
        ]
      : edits
  })
}

/** The value with another one at the path. */
export function replaced(root: Json, [head, ...rest]: readonly (string | number)[], value: Json): Json {
  if (head === undefined) return value
  if (Array.isArray(root)) return root.with(Number(head), replaced(root[Number(head)] ?? null, rest, value))
  if (!isObject(root)) return root
  // Not by assignment: a member may be called __proto__.
  return Object.fromEntries(
    Object.entries(root).map(([name, each]) => [name, name === head ? replaced(each, rest, value) : each]),
  )
}

/** In no text of a server: its own JSON has no private-use character. */
const mark = '\uE000'

function dropped(root: Json, path: readonly (string | number)[]): string {
  return JSON.stringify(atParent(root, path, (name, value) => (name === path.at(-1) ? [] : [[name, value]])))
}

/** The member twice, in one object. */
function doubled(root: Json, path: readonly (string | number)[]): string {
  const name = String(path.at(-1))
  const twice = atParent(root, path, (each, value) =>
    each === name
      ? [
          [each, value],
          [`${mark}${each}`, value],
        ]
      : [[each, value]],
  )
  return JSON.stringify(twice).replace(mark, '')
}

type Entries = readonly (readonly [name: string, value: Json])[]

/** The value with the members of one object replaced: the object that has the member at the path. */
function atParent(
  root: Json,
  path: readonly (string | number)[],
  members: (name: string, value: Json) => Entries,
): Json {
  const parent = path.slice(0, -1).reduce<Json | undefined>((value, part) => childOf(value, part), root)
  if (!isObject(parent)) return root
  return replaced(
    root,
    path.slice(0, -1),
    Object.fromEntries(Object.entries(parent).flatMap(([name, value]) => members(name, value))),
  )
}

function childOf(value: Json | undefined, part: string | number): Json | undefined {
  if (Array.isArray(value)) return value[Number(part)]
  return isObject(value) ? value[part] : undefined
}
