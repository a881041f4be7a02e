import { listOf } from '../decode/list-of.ts'
import type { Scalar } from '../model/json.ts'
import type { Condition } from '../model/scenario.ts'
import { conditionKeys } from '../model/vocabulary.ts'

/** What a condition asks of the row: for each matrix key the values that fit. Every key that has no meaning of its own is one. */
export function matrixOf(condition: Condition): Readonly<Record<string, readonly Scalar[]>> {
  const made = known.get(condition) ?? rowsIn(condition)
  known.set(condition, made)
  return made
}

/** Each row asks again. */
const known = new WeakMap<Condition, Readonly<Record<string, readonly Scalar[]>>>()

function rowsIn(condition: Condition): Readonly<Record<string, readonly Scalar[]>> {
  const own: readonly string[] = conditionKeys
  return Object.fromEntries(
    Object.entries(condition)
      .filter(([key]) => !own.includes(key))
      .map(([key, value]) => [key, listOf(value).filter(isScalar)]),
  )
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
