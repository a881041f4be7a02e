import { isRecord, keysOf, namesOf } from '../../suites/load/check/schema-parts.ts'

type Schema = Readonly<Record<string, unknown>>

/** A schema file: its name without the ending, and what is in it. */
export interface SchemaFile {
  readonly name: string
  readonly schema: Schema
}

/** Keywords that bound a value without changing its type. Any other that is not read below stops the generator: no type may miss what a schema says. */
const bounds = new Set(
  '$schema $id title description examples pattern minLength minItems maxItems uniqueItems minimum maximum exclusiveMinimum minProperties propertyNames dependentRequired unevaluatedProperties not $defs'.split(
    ' ',
  ),
)
const read = new Set(
  '$ref type enum const items properties required additionalProperties allOf anyOf oneOf if then else'.split(' '),
)

/** Types that stand elsewhere, since no schema can say them as well: by the name of the definition. */
const given: Readonly<Record<string, string>> = { value: 'Expression', inline_schema: 'JsonObject', scalar: 'Scalar' }

const notice = '// Made from specs/schemas: edit those, then run "npm run types:generate".'

/** The lists of words in `vocabulary.schema.json`, and those that are keys in other schemas. */
export function vocabularyText(files: readonly SchemaFile[]): string {
  const lists = Object.entries(definitions(files, 'vocabulary')).flatMap(([name, each]) =>
    isRecord(each) && each.enum !== undefined ? [list(name, namesOf(each.enum), each.description)] : [],
  )
  const check = requiredIn(recordIn(definitions(files, 'check'), 'written_check').oneOf)
  const condition = keysOf(definitions(files, 'condition').condition)
  return [
    notice,
    ...lists,
    list('subject_name', check, 'What a check can be about.'),
    list(
      'condition_key',
      condition,
      'Keys of a condition that have a meaning of their own. Every other key names a matrix key.',
    ),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

/** The types of all other definitions, and of the files that the schemas are about: `ScenarioFile` is what a scenario file holds. */
export function languageText(files: readonly SchemaFile[]): string {
  const types = files.flatMap(({ name, schema }) => [
    ...Object.entries(recordIn(schema, '$defs'))
      .filter(
        ([def, each]) =>
          given[def] === undefined && (name !== 'vocabulary' || !isRecord(each) || each.enum === undefined),
      )
      .map(([def, each]) => declared(def, each)),
    ...(schema.properties === undefined ? [] : [declared(`${name}_file`, schema)]),
  ])
  const words = Object.entries(definitions(files, 'vocabulary'))
    .filter(
      ([name, each]) => isRecord(each) && each.enum !== undefined && types.some((type) => uses(type, pascal(name))),
    )
    .map(([name]) => `  ${pascal(name)},`)
  return `${notice}

import type { Expression } from './expression.ts'
import type { JsonObject, Scalar } from './json.ts'
import type {
${words.join('\n')}
} from './vocabulary.ts'

/** Exactly one of the members. */
type OneOf<T> = {
  [K in keyof T]: { readonly [P in K]: T[P] } & { readonly [P in Exclude<keyof T, K>]?: never }
}[keyof T]

${types.join('\n\n')}
`
}

const uses = (text: string, name: string): boolean => new RegExp(`[^A-Za-z.]${name}\\b`, 'u').test(text)

const definitions = (files: readonly SchemaFile[], name: string): Schema =>
  recordIn(files.find((each) => each.name === name)?.schema ?? {}, '$defs')

/** A list of words as a constant and a type. */
function list(name: string, words: readonly string[], description: unknown): string {
  const type = pascal(name)
  const constant = `${type.charAt(0).toLowerCase()}${type.slice(1)}`
    .replace(/(?<![aeiou])y$/u, 'ie')
    .replace(/s$/u, 'se')
  return [
    comment(description),
    `export const ${constant}s = [\n${words.map((word) => `  '${word}',`).join('\n')}\n] as const`,
    `export type ${type} = (typeof ${constant}s)[number]`,
  ].join('\n')
}

function declared(name: string, schema: unknown): string {
  const description = isRecord(schema) ? schema.description : undefined
  return `${comment(description)}\nexport type ${pascal(name)} = ${typeOf(schema)}`
}

function typeOf(schema: unknown): string {
  if (!isRecord(schema)) return 'unknown'
  const strange = Object.keys(schema).find((keyword) => !bounds.has(keyword) && !read.has(keyword))
  if (strange !== undefined) throw new Error(`the generator of types does not know the keyword ${strange}`)
  if (typeof schema.$ref === 'string') return nameOf(schema.$ref.split('/').at(-1) ?? '')
  if ('const' in schema) return literal(schema.const)
  if (Array.isArray(schema.enum)) return union(schema.enum.map(literal))
  const branches = listIn(schema.anyOf)
  if (branches.length > 0 && requiredIn(branches).length === 0)
    return union(branches.map((branch) => typeOf(isRecord(branch) ? { type: schema.type, ...branch } : branch)))
  return union(namesOf(schema.type).map((type) => ofType(type, schema)))
}

function ofType(type: string, schema: Schema): string {
  switch (type) {
    case 'integer':
      return 'number'
    case 'array':
      return schema.minItems === schema.maxItems && schema.minItems === 2
        ? `readonly [${typeOf(schema.items)}, ${typeOf(schema.items)}]`
        : `readonly ${grouped(typeOf(schema.items))}[]`
    case 'object':
      return objectType(schema)
    default:
      return type
  }
}

function objectType(schema: Schema): string {
  const properties = recordIn(schema, 'properties')
  const others = schema.additionalProperties
  if (Object.keys(properties).length === 0 && isRecord(others)) return `Readonly<Record<string, ${typeOf(others)}>>`
  const choices = requiredIn(schema.oneOf)
  const own = Object.entries(properties).filter(([name]) => !choices.includes(name))
  const required = namesOf(schema.required)
  const lines = own.map(([name, each]) => member(name, each, required.includes(name)))
  // A key of any name may then stand beside those with a type.
  if (others !== undefined && others !== false) lines.push('  readonly [name: string]: unknown')
  return [
    ...listIn(schema.allOf).map(typeOf),
    ...(lines.length === 0 ? [] : [`{\n${lines.join('\n')}\n}`]),
    ...(choices.length === 0
      ? []
      : [`OneOf<{\n${choices.map((name) => member(name, properties[name], true)).join('\n')}\n}>`]),
    ...either(schema),
  ].join(' & ')
}

/** `if` a key is there, `else` others must be. */
function either(schema: Schema): readonly string[] {
  const [key] = namesOf(recordIn(schema, 'if').required)
  if (key === undefined) return []
  const needed = namesOf(recordIn(schema, 'else').required)
  const properties = recordIn(schema, 'properties')
  const block = (lines: readonly string[]) => `{\n${lines.join('\n')}\n}`
  const without = [`  readonly ${key}?: never`, ...needed.map((name) => member(name, properties[name], true))]
  return [`(${block([member(key, properties[key], true)])} | ${block(without)})`]
}

function member(name: string, schema: unknown, required: boolean): string {
  const description = isRecord(schema) ? schema.description : undefined
  const doc = comment(description)
  return `${doc === '' ? '' : `  ${doc}\n`}  readonly ${name}${required ? '' : '?'}: ${typeOf(schema).replaceAll('\n', '\n  ')}`
}

const comment = (text: unknown): string => (typeof text === 'string' ? `/** ${text.replaceAll('*/', '* /')} */` : '')
const literal = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value))
const union = (types: readonly string[]): string => [...new Set(types)].join(' | ') || 'unknown'
const grouped = (type: string): string => (/[ |&]/u.test(type) ? `(${type})` : type)
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
/** The keys of alternatives that say nothing but which key is required. */
const requiredIn = (branches: unknown): readonly string[] =>
  listIn(branches).flatMap((branch) =>
    isRecord(branch) && Object.keys(branch).join() === 'required' ? namesOf(branch.required) : [],
  )

function recordIn(schema: Schema, name: string): Schema {
  const found = schema[name]
  return isRecord(found) ? found : {}
}

const nameOf = (definition: string): string => given[definition] ?? pascal(definition)

/** "json_value" -> "JsonValue" */
const pascal = (name: string): string =>
  name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
