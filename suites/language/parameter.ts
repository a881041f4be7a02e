import type { Scalar } from '../model/json.ts'
import type { ParameterValue } from '../model/language.ts'

/** "string", "number", "boolean" or "list": a value has to be of its default's kind. */
export const kindOfParameter = (value: ParameterValue): string => (isScalar(value) ? typeof value : 'list')

/** How such a value is written in a target file. */
export const writtenParameter = (value: ParameterValue): string =>
  isScalar(value) ? String(value) : `[${value.join(', ')}]`

/** A text from the command line as a value like this one; undefined when it is none. The members of a list stand between commas. */
export function parameterLike(model: ParameterValue, text: string): ParameterValue | undefined {
  if (isScalar(model)) return scalarLike(model, text)
  const [first = ''] = model
  const members = text.split(',').map((each) => scalarLike(first, each))
  const known = members.flatMap((each) => (each === undefined || each === '' ? [] : each))
  return known.length === members.length && new Set(known).size === known.length ? known : undefined
}

function scalarLike(model: Scalar, text: string): Scalar | undefined {
  if (typeof model === 'string') return text
  if (typeof model === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  return /^-?\d+(\.\d+)?$/u.test(text) ? Number(text) : undefined
}

const isScalar = (value: ParameterValue): value is Scalar => typeof value !== 'object'
