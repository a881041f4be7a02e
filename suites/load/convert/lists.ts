import type { Scalar } from '../../model/json.ts'
import type { OneOrMore } from '../raw/raw-scenario.ts'

/** Where a file may say one value or a list, the model always has a list. */
export function listOf<T>(value: OneOrMore<T>): readonly T[] {
  return isList(value) ? value : [value]
}

function isList<T>(value: OneOrMore<T>): value is readonly T[] {
  return Array.isArray(value)
}

/** The scalars of a value that is one or a list of them; anything else is left out (the schema has refused it). */
export function scalarsOf(value: unknown): readonly Scalar[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.filter(isScalar)
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
