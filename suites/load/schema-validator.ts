import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import type { JsonObject } from '../model/json.ts'
import type { SchemaValidator, Specs } from '../model/specs.ts'
import { article, namesOf, typeName } from './check/schema-parts.ts'
import { inlineName } from './inline-schema.ts'

/** The part of Ajv's validate functions that standalone code has too. */
export interface Precompiled {
  (value: unknown): boolean
  errors?: readonly ErrorObject[] | null
}

/**
 * A validator for message schemas by name, and for schemas written in scenarios. Each schema is compiled when it is first
 * used, once per call of this function. `precompiled`: functions that the build made, used in place of compiling.
 * The validator throws Error for a name that does not exist, and for an inline schema that is no JSON Schema.
 */
export function validatorFor(specs: Specs, precompiled: Readonly<Record<string, Precompiled>> = {}): SchemaValidator {
  const compiled = new Map<string | JsonObject, ValidateFunction>()
  let ajv: Ajv2020 | undefined
  const compile = (schema: string | JsonObject): ValidateFunction => {
    ajv ??= makeAjv()
    const found = compiled.get(schema) ?? ajv.compile(bySchema(specs, schema))
    compiled.set(schema, found)
    return found
  }
  return (schema, value) => {
    const ready = precompiled[typeof schema === 'string' ? schema : inlineName(schema)]
    const validate: Precompiled = ready ?? compile(schema)
    return validate(value) ? [] : (validate.errors ?? []).filter(isNews).map((error) => sentence(error, value))
  }
}

function makeAjv(): Ajv2020 {
  // Shipped and linted schemas are known to be schemas: compiling the meta-schema would cost more than the whole run.
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true, meta: false, validateSchema: false })
  // The package is CommonJS: its function is a member of what Node imports.
  ajvFormats.default(ajv)
  return ajv
}

function bySchema(specs: Specs, schema: string | JsonObject): JsonObject {
  if (typeof schema !== 'string') return schema
  const found = specs.schemas[schema]
  if (found === undefined) throw new Error(`there is no schema "${schema}"`)
  return found
}

/** Ajv also reports that a branch was not taken; the errors inside the branch say what is wrong. */
const isNews = (error: ErrorObject): boolean => error.keyword !== 'if'

/** "at /expires_in: must be an integer, is a string". Never shows the value itself, which may be a secret. */
function sentence(error: ErrorObject, value: unknown): string {
  const place = error.instancePath === '' ? 'at the top' : `at ${error.instancePath}`
  return `${place}: ${violation(error, value)}`
}

function violation(error: ErrorObject, value: unknown): string {
  switch (error.keyword) {
    case 'type':
      return `must be ${namesOf(error.params.type).map(article).join(' or ')}, is ${typeName(valueAt(value, error.instancePath))}`
    case 'required':
      return `must have the member "${error.params.missingProperty}"`
    case 'additionalProperties':
      return `must not have the member "${error.params.additionalProperty}"`
    case 'enum':
      return `must be one of ${JSON.stringify(error.params.allowedValues)}`
    case 'const':
      return `must be ${JSON.stringify(error.params.allowedValue)}`
    case 'format':
      return `must be a valid ${error.params.format}`
    default:
      return error.message ?? `violates "${error.keyword}"`
  }
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (found, part) => (typeof found === 'object' && found !== null ? Reflect.get(found, part) : undefined),
      value,
    )
}
