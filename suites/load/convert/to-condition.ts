import type { Scalar } from '../../model/json.ts'
import type { AnswerCondition, Condition } from '../../model/scenario.ts'
import type { RawAnswer, RawCondition } from '../raw/raw-scenario.ts'
import { listOf, scalarsOf } from './lists.ts'
import { toMatchers } from './to-matchers.ts'

/** Keys of a condition that have a meaning of their own; every other key names a matrix key. */
export const reservedConditionKeys = ['capability', 'lacks', 'omitted', 'param', 'answer'] as const

/** A `when` or `until` as written -> the model's condition. */
export function toCondition(raw: RawCondition): Condition {
  const reserved: readonly string[] = reservedConditionKeys
  const matrix = Object.entries(raw).filter(([key]) => !reserved.includes(key))
  return {
    ...(matrix.length === 0 ? {} : { matrix: byName(matrix) }),
    ...(raw.capability === undefined ? {} : { capability: raw.capability }),
    ...(raw.lacks === undefined ? {} : { lacks: raw.lacks }),
    ...(raw.omitted === undefined ? {} : { omitted: raw.omitted }),
    ...(raw.param === undefined ? {} : { param: byName(Object.entries(raw.param)) }),
    ...(raw.answer === undefined ? {} : { answer: answers(raw.answer) }),
  }
}

function byName(entries: readonly (readonly [string, unknown])[]): Record<string, readonly Scalar[]> {
  return Object.fromEntries(entries.map(([name, value]) => [name, scalarsOf(value)]))
}

function answers(raw: Readonly<Record<string, RawAnswer>>): Record<string, AnswerCondition> {
  return Object.fromEntries(Object.entries(raw).map(([step, pattern]) => [step, toAnswer(pattern)]))
}

function toAnswer(raw: RawAnswer): AnswerCondition {
  const { status, kind, error, has, lacks, headers, json, ...same } = raw
  return {
    ...same,
    ...(status === undefined ? {} : { status: listOf(status) }),
    ...(kind === undefined ? {} : { kind: listOf(kind) }),
    ...(error === undefined ? {} : { error: listOf(error) }),
    ...(has === undefined ? {} : { has: listOf(has) }),
    ...(lacks === undefined ? {} : { lacks: listOf(lacks) }),
    ...(headers === undefined ? {} : { headers: listOf(headers) }),
    ...(json === undefined ? {} : { json: json.map(({ at, ...matchers }) => ({ at, ...toMatchers(matchers) })) }),
  }
}
