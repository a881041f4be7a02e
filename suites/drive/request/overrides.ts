import { resolve } from '../../language/resolve.ts'
import type { Scope } from '../../language/scope.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import type { Expression } from '../../model/scenario.ts'
import type { NoRequest } from './context.ts'

/** Resolved overrides by member name: `undefined` leaves the member out. */
export type Overrides = readonly (readonly [name: string, value: Json | undefined])[]

export type Resolution<T> = { readonly kind: 'value'; readonly value: T } | NoRequest

/** Resolves every member of an override; `null`, and an optional reference without value, leave the member out. */
export function resolveOverrides(
  members: Readonly<Record<string, Expression>> | undefined,
  scope: Scope,
  part: string,
): Resolution<Overrides> {
  const overrides: (readonly [string, Json | undefined])[] = []
  for (const [name, expression] of Object.entries(members ?? {})) {
    const resolved = resolveOne(expression, scope, `${part}.${name}`)
    if (resolved.kind !== 'value') return resolved
    overrides.push([name, resolved.value])
  }
  return { kind: 'value', value: overrides }
}

/** One expression; `undefined` when there is none or when it is left out (`null`, an optional reference without value). */
export function resolveOne(
  expression: Expression | undefined,
  scope: Scope,
  place: string,
): Resolution<Json | undefined> {
  if (expression === undefined) return { kind: 'value', value: undefined }
  const resolved = resolve(expression, scope, place)
  switch (resolved.kind) {
    case 'value':
      return { kind: 'value', value: resolved.value ?? undefined }
    case 'omitted':
      return { kind: 'value', value: undefined }
    case 'unresolved':
      return { kind: 'blocked', because: resolved.because }
    default:
      return resolved satisfies never
  }
}

/** The members with what a step changes: a value replaces the member where it stands or is added, `undefined` leaves it out. */
export function withOverrides(members: JsonObject, overrides: Overrides): JsonObject {
  const changed = new Map(Object.entries(members))
  for (const [name, value] of overrides) {
    if (value === undefined) changed.delete(name)
    else changed.set(name, value)
  }
  // Not by assignment: a member may be called __proto__.
  return Object.fromEntries(changed)
}

/** How a value stands in a form, a query or a header field. */
export const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
