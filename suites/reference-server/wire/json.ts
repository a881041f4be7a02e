import type { Json, JsonObject } from '../../model/json.ts'

/** Tells a JSON object from arrays, null and scalars. The value must stem from a JSON parser. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Is it an array of strings and nothing else? */
export const isTextList = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** Parses JSON text that a client sent: undefined when it is no JSON object. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
