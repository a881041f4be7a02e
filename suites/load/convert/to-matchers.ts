import type { Matchers } from '../../model/scenario.ts'
import type { RawMatchers } from '../raw/raw-scenario.ts'
import { listOf } from './lists.ts'

/** Matchers as written (snake_case, one or a list of types) -> the model's. Other keys must have been taken off. */
export function toMatchers(raw: RawMatchers): Matchers {
  const {
    not_equals,
    one_of,
    none_of,
    type,
    min_bits,
    min_length,
    each,
    ignore_case,
    or_absent,
    unique_members,
    no_debug_output,
    ...same
  } = raw
  return {
    ...same,
    ...(not_equals === undefined ? {} : { notEquals: not_equals }),
    ...(one_of === undefined ? {} : { oneOf: one_of }),
    ...(none_of === undefined ? {} : { noneOf: none_of }),
    ...(type === undefined ? {} : { type: listOf(type) }),
    ...(min_bits === undefined ? {} : { minBits: min_bits }),
    ...(min_length === undefined ? {} : { minLength: min_length }),
    ...(each === undefined ? {} : { each: toMatchers(each) }),
    ...(unique_members === undefined ? {} : { uniqueMembers: unique_members }),
    ...(or_absent === undefined ? {} : { orAbsent: or_absent }),
    ...(no_debug_output === undefined ? {} : { noDebugOutput: no_debug_output }),
    ...(ignore_case === undefined ? {} : { ignoreCase: ignore_case }),
  }
}
