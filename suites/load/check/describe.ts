import type { ErrorObject } from 'ajv/dist/2020.js'
import { closest } from '../../decode/closest.ts'
import { pathOf } from '../yaml/path.ts'
import { branchesOf, isChoice, isOfType, typesOf, unknownKeyIn, wordsOf } from './branches.ts'
import { allowedKeys, follow } from './follow.ts'
import { article, namesOf, textOf, typeName } from './schema-parts.ts'

/** One violation of a schema of ours, in words. */
export interface Description {
  readonly message: string
  readonly fix?: string | undefined
  /** The member's name is at fault, not its value. */
  readonly key?: string
  /** The value is a secret: do not show the line. */
  readonly secret?: boolean
}

/** Says what is wrong with a value of one of our own files, and what to write instead. */
export function describe(error: ErrorObject): Description {
  const name = nameOf(error)
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownKey(error)
    case 'misplaced':
      return {
        message: `${error.params.key} cannot be used together with ${error.params.beside.join(' and ')}`,
        key: error.params.key,
        fix: `Allowed here: ${allowedKeys(error.parentSchema).join(', ')}. Write ${article(textOf(error.parentSchema, 'title') ?? 'check')} of its own for ${error.params.key}.`,
      }
    case 'required':
      return {
        message: `missing key "${error.params.missingProperty}"`,
        fix: whatItMeans(error, String(error.params.missingProperty)),
      }
    case 'type':
      return wrongType(error, name)
    case 'enum':
      return notAllowed(name, namesOf(error.schema), error.data)
    case 'anyOf':
      return noBranch(error, name)
    case 'oneOf':
      return notExactlyOne(error)
    case 'propertyNames':
      return {
        message: `"${error.params.propertyName}" cannot be a name here`,
        fix: 'Begin with a letter; go on with letters, digits and underscores.',
        key: String(error.params.propertyName),
      }
    case 'dependentRequired':
      return { message: `${error.params.property} needs ${error.params.missingProperty} in addition` }
    case 'const':
      return notTheOne(name, error.schema, error.data)
    case 'pattern':
      return { message: `${name} does not look right`, fix: example(error) ?? meaning(name, error.parentSchema) }
    default:
      return { message: limits(error, name), fix: rangeOf(error.parentSchema) }
  }
}

function nameOf(error: ErrorObject): string {
  const path = pathOf(error.instancePath)
  const last = path.at(-1)
  if (last === undefined) return 'the file'
  return /^\d+$/.test(String(last)) ? `item ${Number(last) + 1} of ${path.at(-2) ?? 'the list'}` : String(last)
}

function unknownKey(error: ErrorObject): Description {
  const key = unknownKeyIn(error) ?? ''
  const meant = meantBy(error)
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`
  const fix = meant === undefined ? `Allowed here: ${allowedKeys(error.parentSchema).join(', ')}.` : undefined
  return { message: `unknown key "${key}"${hint}`, key, fix }
}

/** The allowed key that an unknown one most likely stands for. */
export function meantBy(error: ErrorObject): string | undefined {
  return closest(unknownKeyIn(error) ?? '', allowedKeys(error.parentSchema))
}

function wrongType(error: ErrorObject, name: string): Description {
  if (textOf(error.parentSchema, 'title') === 'secret') {
    return {
      message: `${name} must not be written into the file`,
      fix: `Put the secret into an environment variable and write ${name}: { env: NAME }, or into a file and write ${name}: { file: path }.`,
      secret: true,
    }
  }
  const wanted = namesOf(error.schema)
  const message = `${name} must be ${wanted.map(article).join(' or ')}, is ${typeName(error.data)}`
  if (error.data === null && wanted.includes('object')) return { message, fix: 'Write {} where nothing is to be said.' }
  const quotable = wanted.includes('string') && ['number', 'boolean'].includes(typeof error.data)
  return { message, fix: quotable ? 'Put the value in quotes.' : undefined }
}

function notAllowed(name: string, allowed: readonly string[], data: unknown, also = ''): Description {
  const given = typeof data === 'string' ? data : JSON.stringify(data)
  const meant = closest(given, allowed)
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`
  return { message: `${name} cannot be "${given}"${hint}`, fix: `Allowed: ${allowed.join(', ')}${also}.` }
}

/** We use anyOf for two things: "one of several forms, such as a word or a list", and "at least one of these keys". */
function noBranch(error: ErrorObject, name: string): Description {
  const branches = branchesOf(error.schema)
  if (!isChoice(error))
    return {
      message: `${name} needs ${branches.flatMap((branch) => namesOf(partOf(branch, 'required'))).join(' or ')}`,
    }
  const words = wordsOf(error.schema)
  if (typeof error.data === 'string' && words.length > 0)
    return notAllowed(name, words, error.data, branches.some(isReference) ? ', or a reference' : '')
  const types = [...new Set(branches.flatMap((branch) => typesOf(branch)))]
  if (!isOfType(error.data, types))
    return { message: `${name} must be ${types.map(article).join(' or ')}, is ${typeName(error.data)}` }
  const keys = new Set(branches.flatMap((branch) => namesOf(partOf(follow(branch), 'required'))))
  if (keys.size === 0) return { message: `${name} does not look right`, fix: meaning(name, error.parentSchema) }
  return { message: `${name} needs exactly one of ${[...keys].join(', ')}; found none` }
}

const isReference = (branch: unknown): boolean => partOf(branch, 'pattern') === '^\\$'

function notTheOne(name: string, only: unknown, data: unknown): Description {
  if (only !== '' && typeof only === 'string') return notAllowed(name, [only], data)
  const fix = only === '' ? `Write ${name}: "".` : 'Leave it out where it is not meant.'
  return { message: `${name} can only be ${JSON.stringify(only)}`, fix }
}

function notExactlyOne(error: ErrorObject): Description {
  const branches: readonly unknown[] = Array.isArray(error.schema) ? error.schema : []
  const names = branches.flatMap((branch) => namesOf(partOf(branch, 'required')))
  const present = names.filter((name) => partOf(error.data, name) !== undefined)
  const what = article(textOf(error.parentSchema, 'title') ?? 'entry')
  const found = present.length === 0 ? 'found none' : `found ${present.join(' and ')}`
  const [, second] = present
  return {
    message: `${what} needs exactly one of ${names.join(', ')}; ${found}`,
    ...(second === undefined ? {} : { key: second }),
  }
}

function limits(error: ErrorObject, name: string): string {
  if (error.keyword === 'minLength' || (error.keyword === 'minItems' && error.params.limit === 1))
    return `${name} must not be empty`
  if (error.keyword === 'uniqueItems') return `${name} has the same item twice`
  if (error.keyword === 'minimum') return `${name} must be at least ${error.params.limit}`
  if (error.keyword === 'maximum') return `${name} must be at most ${error.params.limit}`
  if (error.keyword === 'exclusiveMinimum') return `${name} must be more than ${error.params.limit}`
  return `${name} ${error.message ?? 'is not as the schema asks'}`
}

/** What a number may be, from both its limits. */
function rangeOf(schema: unknown): string | undefined {
  const [least, above, most] = ['minimum', 'exclusiveMinimum', 'maximum'].map((name) => partOf(schema, name))
  const parts = [
    ...(least === undefined ? [] : [`of at least ${least}`]),
    ...(above === undefined ? [] : [`more than ${above}`]),
    ...(most === undefined ? [] : [`at most ${most}`]),
  ]
  return parts.length === 0 ? undefined : `Write a number ${parts.join(' and ')}.`
}

function example(error: ErrorObject): string | undefined {
  const [first] = namesOf(partOf(error.parentSchema, 'examples'))
  return first === undefined ? undefined : `Write it like ${first}.`
}

function whatItMeans(error: ErrorObject, key: string): string | undefined {
  const meant = meaning(key, partOf(partOf(error.parentSchema, 'properties'), key))
  return meant === undefined ? undefined : `Add ${meant}`
}

function meaning(key: string, schema: unknown): string | undefined {
  const text = textOf(schema, 'description')
  return text === undefined ? undefined : `${key}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
