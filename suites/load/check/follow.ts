import { definitionsIn } from './schema-files.ts'
import { isRecord, keysOf } from './schema-parts.ts'

/** The schema that a `$ref` leads to; a schema without one is given back. Definitions have names of their own over all schemas of files. */
export function follow(schema: unknown): unknown {
  if (!isRecord(schema) || typeof schema.$ref !== 'string') return schema
  return definitionsIn().get(schema.$ref.split('/').at(-1) ?? '')
}

const texts = new WeakMap<object, string>()

/** A schema as text, which tells it from others: generated functions have copies of their own of the schemas. */
export function asText(schema: unknown): string {
  if (typeof schema !== 'object' || schema === null) return ''
  const text = texts.get(schema) ?? JSON.stringify(schema)
  texts.set(schema, text)
  return text
}

const reached = new WeakMap<object, ReadonlySet<string>>()

/** All that validating with a schema can come across, as text. */
export function reachable(schema: unknown): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return new Set()
  const found = reached.get(schema) ?? reach(schema, new Set())
  reached.set(schema, found)
  return found
}

function reach(schema: unknown, seen: Set<string>): ReadonlySet<string> {
  const text = asText(schema)
  if (typeof schema !== 'object' || schema === null || seen.has(text)) return seen
  seen.add(text)
  for (const part of [follow(schema), ...Object.values(schema)]) reach(part, seen)
  return seen
}

/** What is asked of a value itself, as text: the schema and what it is composed of. */
export function partsOf(schema: unknown): ReadonlySet<string> {
  const whole = follow(schema)
  return new Set([asText(schema), asText(whole), ...composing(whole).flatMap((part) => [...partsOf(part)])])
}

const composing = (schema: unknown): readonly unknown[] =>
  isRecord(schema) && Array.isArray(schema.allOf) ? schema.allOf : []

/** The keys that an object may have, also by what it is composed of. */
export function allowedKeys(schema: unknown): readonly string[] {
  const whole = follow(schema)
  return [...keysOf(whole), ...composing(whole).flatMap(allowedKeys)]
}
