import { isRecord, namesOf } from '../../suites/load/check/schema-parts.ts'
import type { SchemaFile } from './types-of.ts'

type Schema = Readonly<Record<string, unknown>>

/** The page with the content of each table made anew from the schemas: what stands between `<!-- keys: NAME -->` and `<!-- /keys -->`. */
export function languagePage(page: string, files: readonly SchemaFile[]): string {
  const known = definitionsOf(files)
  return page.replaceAll(
    /(<!-- (keys|views|matchers|words)(?:: (\S+))? -->\n)[\s\S]*?(<!-- \/\2 -->)/gu,
    (_, open: string, kind: string, name: string | undefined, close: string) =>
      `${open}${tableOf(kind, name ?? '', known)}\n${close}`,
  )
}

type Definitions = ReadonlyMap<string, Schema>

/** All definitions by name; `scenario_file` is the file itself. */
function definitionsOf(files: readonly SchemaFile[]): Definitions {
  const all = files.flatMap(({ name, schema }) => [
    [`${name}_file`, schema] as const,
    ...Object.entries(recordIn(schema, '$defs')).flatMap(([def, each]) =>
      isRecord(each) ? [[def, each] as const] : [],
    ),
  ])
  return new Map(all)
}

function tableOf(kind: string, name: string, known: Definitions): string {
  switch (kind) {
    case 'keys':
      return `<a id="${name}"></a>\n\n${keysTable(named(name, known), known)}`
    case 'views':
      return viewsTable(name, known)
    case 'matchers':
      return matchersTable(known)
    default:
      return wordsTable(known)
  }
}

function named(name: string, known: Definitions): Schema {
  const found = known.get(name)
  if (found === undefined) throw new Error(`no schema defines ${name}`)
  return found
}

/** Every key of an object: what it holds, and what it means. */
function keysTable(schema: Schema, known: Definitions): string {
  const required = namesOf(schema.required)
  const rows = Object.entries(propertiesOf(schema, known)).map(([key, each]) => [
    `\`${key}\``,
    `${formOf(each, known)}${required.includes(key) ? ', required' : ''}`,
    textOf(each),
  ])
  return table(['key', 'holds', 'meaning'], rows)
}

/** Ways to look at one thing: by which keys each is told, and all that can stand in it. */
function viewsTable(subject: string, known: Definitions): string {
  const asked = recordIn(recordIn(named('written_check', known), 'properties'), subject)
  const branches = listIn(asked.anyOf)
    .filter(isRecord)
    .map((each) => followed(each, known))
  const shared = branches
    .map((each) => namesOf(each.required))
    .reduce((one, other) => one.filter((name) => other.includes(name)))
  const rows = branches.map((each) => {
    const keys = Object.keys(propertiesOf(each, known))
    const own = namesOf(each.required).filter((name) => !shared.includes(name))
    const rest = keys.filter((key) => !own.includes(key))
    return [own.map(code).join(' ') || 'none of these', textOf(each), rest.map(code).join(' ')]
  })
  return table([`key of \`${subject}\``, 'looks at', 'together with'], rows)
}

/** Every matcher, and whether it is for texts too. */
function matchersTable(known: Definitions): string {
  const rows = ['text_matchers', 'value_matchers', 'absence'].flatMap((name) =>
    Object.entries(recordIn(named(name, known), 'properties')).map(([key, each]) => [
      code(key),
      isRecord(each) ? formOf(each, known) : '',
      name === 'value_matchers' ? 'JSON values' : 'texts and JSON values',
      isRecord(each) ? textOf(each) : '',
    ]),
  )
  return table(['matcher', 'holds', 'of', 'meaning'], rows)
}

/** The lists of words that other tables name. */
function wordsTable(known: Definitions): string {
  const rows = [...known]
    .filter(([, each]) => namesOf(each.enum).length > short)
    .map(([name, each]) => [
      `<a id="${name}"></a>${name.replaceAll('_', ' ')}`,
      namesOf(each.enum).map(code).join(' '),
      textOf(each),
    ])
  return table(['list', 'words', 'meaning'], rows)
}

/** Longer lists of words have a row of their own. */
const short = 6

/** What a key holds, in few words. */
function formOf(schema: Schema, known: Definitions): string {
  const name = typeof schema.$ref === 'string' ? (schema.$ref.split('/').at(-1) ?? '') : ''
  const form = forms[name]
  if (form !== undefined) return form
  const whole = followed(schema, known)
  if ('const' in whole) return code(String(whole.const))
  if (whole.pattern === '^\\$') return 'reference'
  const words = namesOf(whole.enum)
  if (words.length > short && name !== '') return `one of the [${plural(name)}](#${name})`
  if (words.length > 0) return words.map(code).join(' ')
  const branches = listIn(whole.anyOf).filter(isRecord)
  if (branches.length > 3) return 'one of [several ways](#every-key-counts)'
  if (branches.some((each) => !('required' in each)))
    return [...new Set(branches.map((each) => formOf(each, known)))].join(', or ')
  if (whole.type === 'array') return isRecord(whole.items) ? `list: ${formOf(whole.items, known)}` : 'list'
  if (whole.type === 'object') return name === '' ? 'object' : `[${name.replaceAll('_', ' ')}](#${name})`
  return namesOf(whole.type)
    .map((type) => types[type] ?? type)
    .join(' or ')
}

const types: Readonly<Record<string, string>> = { string: 'text', integer: 'number', boolean: '`true` or `false`' }

/** Definitions whose name says more than their form. */
const forms: Readonly<Record<string, string>> = {
  value: '[value](#values-and-references)',
  condition: '[condition](#conditions)',
  answer_condition: '[pattern](#conditions)',
  request_spec: '[overrides](#requests)',
  written_check: '[check](#checks)',
  refused_or_check: '[refused_or](#refused-or-taken-with-the-value-replaced)',
  json_value: '`{ at, matchers }`',
  steps: 'list: [steps](#steps)',
  elements: '[matchers](#matchers)',
  status: 'status code',
  scalars: 'value, or list of values',
  inline_schema: 'JSON Schema',
  members: 'members: [values](#values-and-references)',
  assertion_members: '`{ header, claims }`',
}

const plural = (name: string): string => `${name.replaceAll('_', ' ')}s`.replace(/ys$/u, 'ies')

const code = (word: string): string => `\`${word}\``

const textOf = ({ description }: Schema): string => (typeof description === 'string' ? description : '')

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function followed(schema: Schema, known: Definitions): Schema {
  return typeof schema.$ref === 'string' ? named(schema.$ref.split('/').at(-1) ?? '', known) : schema
}

/** The keys of an object, with those of the parts that it is composed of. */
function propertiesOf(schema: Schema, known: Definitions): Readonly<Record<string, Schema>> {
  const parts = listIn(schema.allOf)
    .filter(isRecord)
    .flatMap((part) => Object.entries(propertiesOf(followed(part, known), known)))
  const own = Object.entries(recordIn(schema, 'properties')).flatMap(([key, each]) =>
    isRecord(each) ? [[key, each] as const] : [],
  )
  return Object.fromEntries([...own, ...parts])
}

function recordIn(schema: Schema, name: string): Schema {
  const found = schema[name]
  return isRecord(found) ? found : {}
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}
