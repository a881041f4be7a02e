import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import type { JsonObject } from '../model/json.ts'
import type { SchemaValidator, Specs } from '../model/specs.ts'
import { inlineName } from './inline-schema.ts'
import { sentence } from './violation/sentence.ts'

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
    if (validate(value)) return []
    const text = typeof schema === 'string' ? specs.schemas[schema] : schema
    return newsIn(validate.errors ?? []).map((error) => sentence(error, value, text))
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

/** Keywords that ask for one of several things: what each of them lacks is no news beside the sentence about all. */
const alternatives = ['anyOf', 'oneOf', 'contains', 'propertyNames']

/** Ajv also reports that a branch was not taken; the errors inside the branch say what is wrong. */
function newsIn(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => alternatives.includes(keyword))
  const isPart = (error: ErrorObject): boolean =>
    choices.some(
      (choice) =>
        error.schemaPath.startsWith(`${choice.schemaPath}/`) && error.instancePath.startsWith(choice.instancePath),
    )
  return errors.filter((error) => error.keyword !== 'if' && !isPart(error))
}
