import { isRecord } from '../check/schema-parts.ts'

import type { Path } from '../yaml/path.ts'

/** JsonParts by name; what they hold is JSON. */
export type JsonParts = Readonly<Record<string, unknown>>

/** Lays a value over another: members of objects are merged at any depth, anything else is replaced. */
export function merge(under: unknown, over: unknown): unknown {
  if (over === undefined) return under
  if (!isRecord(under) || !isRecord(over)) return over
  return {
    ...under,
    ...Object.fromEntries(Object.entries(over).map(([name, value]) => [name, merge(under[name], value) ?? value])),
  }
}

/** The first place that both values give something which cannot be merged. */
export function clash(one: unknown, other: unknown): Path | undefined {
  if (one === undefined || other === undefined) return undefined
  if (!isRecord(one) || !isRecord(other)) return []
  const names = Object.keys(other)
  const clashing = names.flatMap((name) => {
    const below = clash(one[name], other[name])
    return below === undefined ? [] : [[name, ...below]]
  })
  return clashing[0]
}

/** Whether a path leads somewhere in a value. */
export function leads(value: unknown, [segment, ...rest]: Path): boolean {
  if (value === undefined || segment === undefined) return value !== undefined
  if (isRecord(value)) return leads(value[segment], rest)
  return Array.isArray(value) && leads(value[Number(segment)], rest)
}

/** An object without the members that have no value. */
export function present(members: JsonParts): JsonParts {
  const given = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return Object.fromEntries(given)
}
