import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { decodeJson } from '../../decode/json.ts'
import { endpointNames } from '../../model/vocabulary.ts'
import { fileChecks, fileKinds } from './file-checks.ts'
import { isRecord, keysOf } from './schema-parts.ts'

function schemaOf(kind: string): unknown {
  const text = readFileSync(new URL(`../../../specs/schemas/${kind}.schema.json`, import.meta.url), 'utf8')
  const decoded = decodeJson(text)
  if (!decoded.ok) throw new Error(decoded.problem)
  expect(decoded.value.duplicates).toEqual([])
  return decoded.value.value
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => (isRecord(found) ? found[name] : undefined), value)
}

const sorted = (words: unknown): readonly unknown[] => (Array.isArray(words) ? [...words].sort() : [])

describe('the schemas name every endpoint', () => {
  test.each([
    ['profile', ['properties', 'endpoints']],
    ['target', ['properties', 'endpoints']],
    ['target', ['properties', 'headers']],
  ])('endpoints of %s %j', (kind, path) => {
    expect(sorted(keysOf(at(schemaOf(kind), ...path)))).toEqual(sorted(endpointNames))
  })
})

/** What other objects are composed of, and close. */
const parts = ['$defs/text_matchers', '$defs/value_matchers', '$defs/absence', '$defs/step_parts']

/** Every subschema, with its path. */
function* subschemas(
  value: unknown,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; schema: Readonly<Record<string, unknown>> }> {
  if (Array.isArray(value))
    for (const [index, each] of value.entries()) yield* subschemas(each, [...path, String(index)])
  if (!isRecord(value)) return
  yield { path, schema: value }
  for (const [name, each] of Object.entries(value)) yield* subschemas(each, [...path, name])
}

describe.each([...fileKinds, 'vocabulary', 'matcher', 'condition', 'request', 'check'])('%s.schema.json', (kind) => {
  const schema = schemaOf(kind)

  test('is a JSON Schema of draft 2020-12', () => {
    expect(new Ajv2020().validateSchema(isRecord(schema) ? schema : {})).toBe(true)
  })

  test('describes every key', () => {
    const silent = [...subschemas(schema)].flatMap(({ path, schema: each }) => {
      if (path.at(-1) === 'properties') return []
      const properties = each.properties
      if (!isRecord(properties)) return []
      return Object.entries(properties).flatMap(([name, property]) =>
        typeof at(property, 'description') === 'string' ? [] : [[...path, name].join('/')],
      )
    })
    expect(silent).toEqual([])
  })

  test('closes every object that names its members', () => {
    const open = [...subschemas(schema)].flatMap(({ path, schema: each }) => {
      if (path.at(-1) === 'properties' || !isRecord(each.properties)) return []
      const isPart = parts.includes(path.join('/'))
      return isPart || (each.additionalProperties ?? each.unevaluatedProperties) !== undefined ? [] : [path.join('/')]
    })
    expect(open).toEqual([])
  })
})

test.each(fileKinds)('%s files are checked', (kind) => {
  expect(typeof fileChecks[kind]).toBe('function')
})
