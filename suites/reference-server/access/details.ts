import type { Json, JsonObject } from '../../model/json.ts'
import { badRequest, type OAuthError, ok, type Result, refuse } from '../result.ts'
import type { Form } from '../wire/form.ts'
import { isJsonObject, isTextList } from '../wire/json.ts'

export interface DetailRules {
  /** Undefined: the server does not know the parameter. */
  readonly requestedDetails: (form: Form) => Result<readonly JsonObject[]> | undefined
  /** Types of authorization details that the server knows (RFC 9396 section 10). */
  readonly detailTypes: () => readonly string[]
  /** What is wrong with one detail (RFC 9396 section 5), if anything. */
  readonly detailProblem: (detail: JsonObject, types: readonly string[]) => OAuthError | undefined
}

export const detailRules: DetailRules = {
  requestedDetails: () => undefined,
  detailTypes: () => [],
  detailProblem,
}

export const fullDetailRules = {
  requestedDetails: (form) => {
    const text = form.get('authorization_details')
    return text === undefined ? undefined : readDetails(text)
  },
  detailTypes: () => ['resource_access'],
} satisfies Partial<DetailRules>

/** RFC 9396 section 2: an array of objects, each with a type. */
function readDetails(text: string): Result<readonly JsonObject[]> {
  const value = parse(text)
  if (!Array.isArray(value)) return refuse(invalid('authorization_details is not a JSON array'))
  const objects = value.filter(isJsonObject)
  return objects.length === value.length ? ok(objects) : refuse(invalid('an authorization detail is not an object'))
}

function parse(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

/** Members of the type resource_access. */
const fields: Readonly<Record<string, (value: Json) => boolean>> = {
  type: () => true,
  actions: (value) => isTextList(value) && value.every((action) => ['read', 'write'].includes(action)),
  locations: isTextList,
}

function detailProblem(detail: JsonObject, types: readonly string[]): OAuthError | undefined {
  const { type } = detail
  if (typeof type !== 'string') return invalid('an authorization detail has no type')
  if (!types.includes(type)) return invalid('the type of an authorization detail is unknown')
  const fits = ([name, value]: readonly [string, Json]): boolean =>
    Object.hasOwn(fields, name) && fields[name]?.(value) === true
  return Object.entries(detail).every(fits) ? undefined : invalid('an authorization detail has a faulty field')
}

const invalid = (description: string): OAuthError => badRequest('invalid_authorization_details', description)
