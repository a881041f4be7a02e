import type { Json } from '../model/json.ts'
import type { ValueType } from '../model/vocabulary.ts'
import { isObject } from './json.ts'

/** The JSON type of a value. `integer`: a number without fraction, so 5.0 too; who wants a `number` must accept it. */
export function typeOf(value: Json | undefined): ValueType | 'absent' {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (isObject(value)) return 'object'
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'boolean':
      return 'boolean'
    default:
      return Number.isInteger(value) ? 'integer' : 'number'
  }
}

/** Whether two JSON values are equal: no conversion between types, members in any order, elements in the same order. */
export function deepEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, index) => deepEqual(element, b[index]))
  }
  if (!isObject(a) || !isObject(b)) return a === b
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  return names.every((name) => Object.hasOwn(b, name) && deepEqual(a[name], b[name]))
}

/**
 * A value for messages: JSON on one line, at most `max` characters (an ellipsis marks a cut), with control, direction and
 * invisible characters escaped so that a server cannot rewrite a terminal. "absent" for undefined.
 */
export function show(value: Json | undefined, max = 120): string {
  if (value === undefined) return 'absent'
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value)
  const visible = text
    .slice(0, max + 1)
    .replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, escaped)
  if (visible.length <= max) return visible
  // Neither half of a surrogate pair nor half an escape may stand at the cut.
  const kept = visible.slice(0, Math.max(0, max - 1)).replace(/[\ud800-\udbff]$|\\(?:u[0-9a-f]{0,3})?$/, '')
  return `${kept}…`
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
