import type { ErrorObject } from 'ajv/dist/2020.js'
import { closest } from '../../decode/closest.ts'
import { allowedKeys, asText, follow, partsOf, reachable } from './follow.ts'
import { isRecord, namesOf } from './schema-parts.ts'

/**
 * Ajv tells of a choice (`anyOf`) that no branch fits, and what is wrong with each. Of these errors only those of the branch that the author must have
 * meant are worth telling; where none is meant, only that no branch fits.
 */
export function ofMeantBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  // Outer choices first: inner ones may turn out to be of no interest.
  const choices = errors.filter(isChoice).toSorted((one, other) => one.instancePath.length - other.instancePath.length)
  return choices.reduce((left, choice) => (left.includes(choice) ? decided(choice, left) : left), errors)
}

/** Branches that say only which key is required are told of by `describe`. */
export const isChoice = ({ keyword, schema }: ErrorObject): boolean =>
  keyword === 'anyOf' &&
  branchesOf(schema).some((branch) => !isRecord(branch) || Object.keys(branch).join() !== 'required')

function decided(choice: ErrorObject, errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const all = reachable(choice.schema)
  const meant = meantBranch(choice)
  const [here, below] = [partsOf(meant), reachable(meant)]
  const isBelow = ({ instancePath }: ErrorObject) =>
    instancePath === choice.instancePath || instancePath.startsWith(`${choice.instancePath}/`)
  const inside = errors.filter((error) => error !== choice && isBelow(error) && all.has(asText(error.parentSchema)))
  const kept = inside
    .filter((error) => (error.instancePath === choice.instancePath ? here : below).has(asText(error.parentSchema)))
    .map((error) => (error.instancePath === choice.instancePath ? misplaced(error, meant, choice) : error))
  const others = errors.filter((error) => error !== choice && !inside.includes(error))
  return [...others, ...(kept.length === 0 ? [choice] : kept)]
}

/** A key that another branch has is no unknown one: it cannot stand beside those that tell this branch. */
function misplaced(error: ErrorObject, meant: unknown, { schema }: ErrorObject): ErrorObject {
  const key = unknownKeyIn(error)
  const elsewhere = branchesOf(schema).some((branch) => allowedKeys(branch).includes(key ?? ''))
  const beside = ownKeys(meant, branchesOf(schema))
  if (key === undefined || !elsewhere || beside.length === 0) return error
  return { ...error, keyword: 'misplaced', params: { key, beside } }
}

/** The keys that a branch needs and not all of them do. */
const ownKeys = (branch: unknown, all: readonly unknown[]): readonly string[] =>
  requiredOf(branch).filter((name) => all.some((other) => !requiredOf(other).includes(name)))

/** The name of a key that a schema does not allow. */
export function unknownKeyIn({ keyword, params }: ErrorObject): string | undefined {
  if (keyword !== 'additionalProperties' && keyword !== 'unevaluatedProperties') return undefined
  return String(params.additionalProperty ?? params.unevaluatedProperty)
}

/** The branch for values of this type; of several kinds of object the one of which most required keys are there. */
function meantBranch({ schema, data }: ErrorObject): unknown {
  const fitting = branchesOf(schema).filter((branch) => isOfType(data, typesOf(branch)))
  if (fitting.length < 2) return fitting[0]
  if (!isRecord(data)) return undefined
  const known = fitting.flatMap(allowedKeys)
  const misspelt = Object.keys(data).flatMap((key) => (known.includes(key) ? [] : (closest(key, known) ?? [])))
  const ranked = fitting
    .map((branch) => {
      const required = requiredOf(branch)
      const there = required.filter((name) => name in data || misspelt.includes(name)).length
      return { branch, there, complete: there === required.length }
    })
    .toSorted((one, other) => Number(other.complete) - Number(one.complete) || other.there - one.there)
  const [best] = ranked
  if (best === undefined || best.complete || best.there > 0) return best?.branch
  // Nothing that is there tells them apart. A key that all of them need is what is missing.
  const shared = fitting.map((branch) => requiredOf(branch))
  return shared[0]?.some((name) => shared.every((names) => names.includes(name))) ? fitting.at(-1) : undefined
}

/** JSON types of the values that a branch is for. */
export function typesOf(branch: unknown): readonly string[] {
  const { type, enum: words, const: only, pattern } = recordOf(follow(branch))
  if (pattern !== undefined) return ['string']
  if (type !== undefined) return namesOf(type)
  const values: readonly unknown[] = Array.isArray(words) ? words : [only]
  return values.map(typeIn)
}

function typeIn(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

/** A whole number is a number, too. */
export const isOfType = (data: unknown, types: readonly string[]): boolean =>
  types.includes(typeIn(data)) || (typeof data === 'number' && types.includes('number'))

/** Words that the branches of a choice allow. */
export const wordsOf = (schema: unknown): readonly string[] =>
  branchesOf(schema).flatMap((branch) => {
    const { enum: words, const: only } = recordOf(follow(branch))
    return [...namesOf(words), ...namesOf(only)]
  })

export const branchesOf = (schema: unknown): readonly unknown[] => (Array.isArray(schema) ? schema : [])

const requiredOf = (branch: unknown): readonly string[] => namesOf(recordOf(follow(branch)).required)

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {})
