import { article } from '../check/schema-parts.ts'

/** What a value is, in words that give away nothing that could be a secret: "a string", "an empty array", "false". */
export function found(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null || typeof value === 'boolean') return String(value)
  if (value === '') return 'an empty string'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array'
  return article(typeof value)
}

/** The same of a value that has to be one of some given ones. */
export function another(value: unknown, allowed: readonly unknown[]): string {
  const same = allowed.some((each) => typeof each === typeof value && typeof value !== 'object')
  return same && value !== '' && typeof value !== 'boolean' ? `another ${typeof value}` : found(value)
}

/** Characters of a string, as JSON Schema counts them: code points. */
export const lengthOf = (value: unknown): number => (typeof value === 'string' ? [...value].length : 0)

/** Items of an array, members of an object. */
export const sizeOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? Object.keys(value).length : 0
