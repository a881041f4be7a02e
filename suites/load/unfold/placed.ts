import type { Problem } from '../../model/errors.ts'

import type { RefusedOrCheck, WrittenCheck } from '../../model/language.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import type { JsonParts } from './merge.ts'

/** Where a part of something unfolded stands in the file. */
export type PlaceOf = (part: Path) => Path

/** Something that came from somewhere in the file. */
interface Placed<T> {
  readonly value: T
  readonly placeOf: PlaceOf
}

/** A check as it is written, which may still become two. */
export type WrittenOneCheck = Placed<WrittenCheck | RefusedOrCheck>

/** A step as it is written, of a table or alone, without its checks. */
export interface WrittenOneStep extends Placed<JsonParts> {
  readonly expect: readonly WrittenOneCheck[]
}

export type PlacedCheck = Placed<JsonParts>

/** What unfolding gave, and what is wrong with it. */
export interface Unfolded<T> {
  readonly items: readonly T[]
  readonly problems: readonly Problem[]
}

export const gathered = <T>(each: readonly Unfolded<T>[]): Unfolded<T> => ({
  items: each.flatMap(({ items }) => items),
  problems: each.flatMap(({ problems }) => problems),
})

/** Two conditions that must both hold cannot ask about the same thing: one of the two would count for nothing. */
export function askedTwice(path: Path, yaml: YamlFile): Problem {
  const fix = 'Keep one of the two conditions, or write a step of its own.'
  return yaml.problem(path, `"${path.at(-1) ?? ''}" is asked about in the condition around this one too`, {
    part: 'key',
    fix,
  })
}
