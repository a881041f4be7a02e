import type { JsonObject } from '../../model/json.ts'

/** The named members of an object, as far as it has them. */
export const pick = (object: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)))

/** RFC 7592 section 2.2 reads null as omitted; registration is no different. */
export const withoutNulls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))

/** The words of a space-delimited list, without repetition. */
export const words = (text: string): string[] => [...new Set(text.split(' ').filter((word) => word !== ''))]
