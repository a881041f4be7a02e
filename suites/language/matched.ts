import { show, typeOf } from '../decode/type-of.ts'
import type { Json } from '../model/json.ts'

/** What comparing something found with what is asked of it said. */
export type Match =
  | { readonly kind: 'holds' }
  | { readonly kind: 'violated'; readonly expected: string; readonly observed: string }
  /** The value is absent and the matcher says that this is all right. */
  | { readonly kind: 'moot'; readonly because: string }
  /** The comparison has no meaning here: a reference without a value, a pattern over a redacted secret. */
  | { readonly kind: 'undecided'; readonly because: string }

export const holds: Match = { kind: 'holds' }
export const violated = (expected: string, observed: string): Match => ({ kind: 'violated', expected, observed })
export const moot = (because: string): Match => ({ kind: 'moot', because })
export const undecided = (because: string): Match => ({ kind: 'undecided', because })

/** A value that is otherwise than asked, with its type. */
export const otherwise = (expected: string, found: Json): Match => violated(expected, `${typeOf(found)} ${show(found)}`)
