import type { Json, JsonObject } from '../model/json.ts'
import { bad, type Decoded, good } from './decoded.ts'
import { membersIn, namesIn } from './json-members.ts'
import { maxDepth, scanJson } from './json-scan.ts'

export interface DecodedJson {
  readonly value: Json
  /** JSON Pointers of repeated object members at any depth (at most the first 20). The value has the last of each. */
  readonly duplicates: readonly string[]
}

/** Decodes a JSON text strictly by RFC 8259: no byte order mark (section 8.1), at most 200 levels. Never throws. */
export function decodeJson(text: string): Decoded<DecodedJson> {
  if (text === '') return bad('is empty')
  if (text.startsWith('\uFEFF')) return bad('begins with a byte order mark')
  // A text that is nothing but brackets would make a value of a hundred times its size, only to be refused.
  const names = namesIn(text, maxDepth)
  const value = names === undefined ? undefined : parse(text)
  // As many names as members: nothing is repeated, and the slow look at every character is spared.
  if (value !== undefined && membersIn(value) === names) return good({ value, duplicates: [] })
  const duplicates = scanJson(text)
  if (!duplicates.ok) return duplicates
  return good({ value: JSON.parse(text) as Json, duplicates: duplicates.value })
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** Whether the value is a JSON object: neither null nor an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
