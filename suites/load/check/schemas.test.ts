import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { decodeJson } from '../../decode/json.ts'
import { limitationIds } from '../../model/limitation.ts'
import {
  answerKinds,
  authDefects,
  authMethods,
  capabilities,
  certificateNames,
  charsets,
  derivations,
  endpointNames,
  formats,
  metadataPlaces,
  operations,
  valueTypes,
} from '../../model/vocabulary.ts'
import { subjectNames } from '../convert/check-names.ts'
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
const scenario = schemaOf('scenario')
const def = (...path: readonly string[]): unknown => at(scenario, '$defs', ...path)

describe('the schemas say the words of the vocabulary, no more and no fewer', () => {
  test.each([
    ['capabilities', def('capability', 'enum'), capabilities],
    ['derivations', def('value', 'then', 'properties', 'derive', 'enum'), derivations],
    ['value types', def('matchers', 'properties', 'type', 'items', 'enum'), valueTypes],
    ['value types, one', def('matchers', 'properties', 'type', 'then', 'enum'), valueTypes],
    ['charsets', def('matchers', 'properties', 'charset', 'enum'), charsets],
    ['metadata places', def('request', 'properties', 'place', 'enum'), metadataPlaces],
    ['formats', def('matchers', 'properties', 'format', 'enum'), formats],
    ['answer kinds', def('answer', 'properties', 'kind', 'items', 'enum'), answerKinds],
    ['answer kinds, one', def('answer', 'properties', 'kind', 'then', 'enum'), answerKinds],
    ['limitations', at(schemaOf('limitation'), 'properties', 'limitation', 'enum'), limitationIds],
    ['limitations of a profile', at(schemaOf('profile'), 'properties', 'limitations', 'items', 'enum'), limitationIds],
    [
      'auth methods of a client',
      at(schemaOf('target'), '$defs', 'client', 'properties', 'token_endpoint_auth_method', 'enum'),
      authMethods,
    ],
  ])('%s', (_, found, words) => {
    expect(sorted(found)).toEqual(sorted(words))
  })

  test.each([
    ['method', authMethods],
    ['defect', authDefects],
    ['certificate', ['none', ...certificateNames]],
  ])('auth.%s', (name, words) => {
    const branches = def('request', 'properties', 'auth', 'properties', name, 'anyOf')
    const [first]: readonly unknown[] = Array.isArray(branches) ? branches : []
    expect(sorted(at(first, 'enum'))).toEqual(sorted(words))
  })

  test('operations are keys of a step', () => {
    const others = ['id', 'control', 'when', 'poll', 'live', 'expect']
    expect(sorted(keysOf(def('step')))).toEqual(sorted([...operations, ...others]))
  })

  test('subjects are keys of a check', () => {
    expect(sorted(keysOf(def('check')))).toEqual(sorted([...subjectNames, 'requirement', 'id', 'when', 'hint']))
  })

  test.each([
    ['profile', ['properties', 'endpoints']],
    ['target', ['properties', 'endpoints']],
    ['target', ['properties', 'headers']],
  ])('endpoints of %s %j', (kind, path) => {
    expect(sorted(keysOf(at(schemaOf(kind), ...path)))).toEqual(sorted(endpointNames))
  })
})

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

describe.each(fileKinds)('%s.schema.json', (kind) => {
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
      return each.additionalProperties === undefined ? [path.join('/')] : []
    })
    expect(open).toEqual([])
  })

  test('compiles under the strict rules that files are checked with', () => {
    expect(typeof fileChecks()[kind]).toBe('function')
  })
})
