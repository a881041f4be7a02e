import type { Json } from '../model/json.ts'

/**
 * The words of a list of strings or of a space-delimited string (RFC 6749 section 3.3); no word for the empty string.
 * Undefined for any other value. Repeated words and their order are kept: the caller decides what a set is.
 */
export function wordsOf(value: Json | undefined): readonly string[] | undefined {
  if (typeof value === 'string') return value.split(' ').filter((word) => word !== '')
  if (!Array.isArray(value)) return undefined
  const elements: readonly Json[] = value
  const words = elements.filter((element) => typeof element === 'string')
  return words.length === elements.length ? words : undefined
}
