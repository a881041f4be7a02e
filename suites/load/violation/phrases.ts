import { article, isRecord, namesOf } from '../check/schema-parts.ts'

/** What a schema asks, to go on after "must" or "must not". */
interface Phrase {
  readonly verb: 'be' | 'have'
  readonly text: string
}

/** Small schemas in words. Undefined for one that is not small. */
export function phraseOf(schema: unknown): Phrase | undefined {
  if (!isRecord(schema)) return undefined
  if ('const' in schema) return { verb: 'be', text: literal(schema.const) }
  if (Array.isArray(schema.enum)) return { verb: 'be', text: `one of ${JSON.stringify(schema.enum)}` }
  if (schema.maxItems === 0) return { verb: 'be', text: 'an empty array' }
  const members = namesOf(schema.required)
  if (members.length > 0)
    return { verb: 'have', text: members.map((name) => member(name, schema.properties)).join(' and ') }
  const types = namesOf(schema.type)
  return types.length === 0 ? undefined : { verb: 'be', text: types.map(article).join(' or ') }
}

/** A thing that a list may contain. */
export function itemOf(schema: unknown): string | undefined {
  const phrase = phraseOf(schema)
  return phrase?.verb === 'have' ? `an object with ${phrase.text}` : phrase?.text
}

const literal = (value: unknown): string =>
  Array.isArray(value) && value.length === 0 ? 'an empty array' : JSON.stringify(value)

function member(name: string, properties: unknown): string {
  const value = phraseOf(isRecord(properties) ? properties[name] : undefined)
  return value === undefined ? `"${name}"` : `"${name}" that ${value.verb === 'be' ? 'is' : 'has'} ${value.text}`
}
