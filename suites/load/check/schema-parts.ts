/** Keys that a schema allows, `properties` of the schema itself. */
export function keysOf(schema: unknown): readonly string[] {
  const properties: unknown = isRecord(schema) ? schema.properties : undefined
  return isRecord(properties) ? Object.keys(properties) : []
}

/** A list of words, or a single word, as a list. */
export function namesOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((each) => typeof each === 'string')
}

/** A text member of a schema. */
export function textOf(schema: unknown, name: string): string | undefined {
  const found: unknown = isRecord(schema) ? schema[name] : undefined
  return typeof found === 'string' ? found : undefined
}

/** "a string", "an integer", "null": for sentences. */
export function article(noun: string): string {
  if (noun === 'null') return noun
  return /^[aeio]/.test(noun) ? `an ${noun}` : `a ${noun}`
}

/** The JSON type of a value, with its article. */
export function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return article(typeof value)
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
