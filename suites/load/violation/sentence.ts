import type { ErrorObject } from 'ajv/dist/2020.js'
import { article, namesOf } from '../check/schema-parts.ts'
import { another, found, lengthOf, sizeOf } from './found.ts'
import { patternViolation } from './patterns.ts'
import { itemOf, phraseOf } from './phrases.ts'
import { at } from './place.ts'

/**
 * One violation of a message schema, such as "must be an integer, is a string". It says what is expected and what was found, and
 * never shows the value itself, which may be a secret. `schema`: the whole schema, where it is at hand.
 */
export const sentence = (error: ErrorObject, value: unknown, schema: unknown): string =>
  violation(error, at(value, error.instancePath), at(schema, error.schemaPath))

/** `asked`: what the keyword has in the schema. */
function violation({ keyword, params, message }: ErrorObject, value: unknown, asked: unknown): string {
  switch (keyword) {
    case 'type':
      return `must be ${namesOf(params.type).map(article).join(' or ')}, is ${wrongType(value, namesOf(params.type))}`
    case 'required':
      return `must have the member "${params.missingProperty}"`
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `must not have the member "${params.additionalProperty ?? params.unevaluatedProperty}"`
    case 'dependentRequired':
      return `must have the member "${params.missingProperty}" together with "${params.property}"`
    case 'false schema':
      return `must not be there, is ${found(value)}`
    case 'enum':
      return `must be one of ${JSON.stringify(params.allowedValues)}, is ${another(value, params.allowedValues)}`
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}, is ${another(value, [params.allowedValue])}`
    case 'format':
      return `must be ${formats[params.format] ?? `a valid ${params.format}`}, is ${value === '' ? found(value) : 'another string'}`
    case 'pattern':
      return patternViolation(String(params.pattern), value)
    case 'not':
      return refused(asked)
    case 'contains':
      return `must contain ${itemOf(asked) ?? 'an item that it does not contain'}, ${none(value)}`
    case 'anyOf':
      return alternatives(asked)
    case 'oneOf':
      return Array.isArray(params.passingSchemas)
        ? 'must be one of several forms, and is more than one of them'
        : alternatives(asked)
    case 'propertyNames':
      return `must not have a member that is called "${params.propertyName}"`
    case 'multipleOf':
      return `must be a multiple of ${params.multipleOf}, is none`
    case 'uniqueItems':
      return `must not have an item twice, items ${params.j + 1} and ${params.i + 1} are the same`
    default:
      return limit(keyword, Number(params.limit), value) ?? message ?? `must fit "${keyword}" of the schema`
  }
}

const formats: Readonly<Record<string, string>> = { uri: 'an absolute URI (RFC 3986 section 4.3)' }

/** A number is no integer because of its fraction. */
const wrongType = (value: unknown, wanted: readonly string[]): string =>
  typeof value === 'number' && wanted.includes('integer') ? 'a number that is not whole' : found(value)

const none = (value: unknown): string => {
  const items = sizeOf(value)
  return items === 0
    ? `is ${found(value)}`
    : items === 1
      ? 'and its one item is not'
      : `and none of its ${items} items is`
}

function refused(asked: unknown): string {
  const phrase = phraseOf(asked)
  if (phrase === undefined) return 'must not be like this'
  return `must not ${phrase.verb} ${phrase.text}, and ${phrase.verb === 'be' ? 'is' : 'has'}`
}

function alternatives(asked: unknown): string {
  const branches: readonly unknown[] = Array.isArray(asked) ? asked : []
  const phrases = branches.flatMap((branch) => phraseOf(branch) ?? [])
  const words = phrases.map(({ verb, text }) => `${verb} ${text}`).join(' or ')
  return words === ''
    ? 'must be one of several forms, and is none of them'
    : `must ${words}, but does ${phrases.length === 2 ? 'neither' : 'none of these'}`
}

/** Sizes and bounds. Undefined: the keyword is none of them. */
function limit(keyword: string, bound: number, value: unknown): string | undefined {
  switch (keyword) {
    case 'minLength':
      return lengthOf(value) === 0
        ? 'must not be an empty string, and is'
        : `must have at least ${bound} characters, has ${lengthOf(value)}`
    case 'maxLength':
      return `must have at most ${bound} characters, has ${lengthOf(value)}`
    case 'minItems':
      return sizeOf(value) === 0
        ? 'must not be an empty array, and is'
        : `must have at least ${bound} items, has ${sizeOf(value)}`
    case 'maxItems':
      return `must have at most ${bound} items, has ${sizeOf(value)}`
    case 'minProperties':
      return sizeOf(value) === 0
        ? 'must not be an object without members, and is'
        : `must have at least ${bound} members, has ${sizeOf(value)}`
    case 'maxProperties':
      return `must have at most ${bound} members, has ${sizeOf(value)}`
    case 'minimum':
      return `must be at least ${bound}, is less`
    case 'maximum':
      return `must be at most ${bound}, is more`
    case 'exclusiveMinimum':
      return `must be more than ${bound}, is not`
    case 'exclusiveMaximum':
      return `must be less than ${bound}, is not`
    default:
      return undefined
  }
}
