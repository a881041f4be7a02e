import type { JsonObject } from '../model/json.ts'
import type { WrittenCheck } from '../model/language.ts'

/** `{ name, at }` is a shipped schema for a part of the body; an object without `name` is a schema itself. */
export function schemaIn(asked: NonNullable<WrittenCheck['schema']>): { schema: string | JsonObject; at: string } {
  if (typeof asked === 'string') return { schema: asked, at: '' }
  return typeof asked.name === 'string' ? { schema: asked.name, at: String(asked.at ?? '') } : { schema: asked, at: '' }
}
