import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ErrorObject } from 'ajv/dist/2020.js'
import { trusted } from '../decode/trusted.ts'
import type { JsonObject } from '../model/json.ts'
import type { Scenario } from '../model/scenario.ts'
import type { SchemaValidator, Specs } from '../model/specs.ts'
import type { Validate } from './compile-message.ts'
import { nameOf, schemasIn } from './message-schemas-in.ts'
import { here } from './shipped-root.ts'
import { sentence } from './violation/sentence.ts'

type Schemas = Specs['schemas']

/**
 * The validator for all that these scenarios ask of messages. What the build has generated is used; the schema compiler is loaded only where a
 * scenario has a schema of its own, or in a checkout. The validator throws Error for a schema that it does not know.
 */
export async function validatorFor({ schemas }: Specs, scenarios: readonly Scenario[]): Promise<SchemaValidator> {
  const ready = new Map(Object.entries(generated()))
  const missing = scenarios.flatMap(schemasIn).filter((schema) => !ready.has(nameOf(schema)))
  if (missing.length > 0) {
    const compile = (await import('./compile-message.ts')).messageCompiler(schemas)
    for (const schema of missing) {
      const validate = compile(schema)
      if (validate !== undefined) ready.set(nameOf(schema), validate)
    }
  }
  return validatorBy(schemas, (schema) => ready.get(nameOf(schema)))
}

/** The same with functions that are already there. */
export function validatorBy(
  schemas: Schemas,
  find: (schema: string | JsonObject) => Validate | undefined,
): SchemaValidator {
  return (schema, value) => {
    const validate = find(schema)
    if (validate === undefined) throw new Error(`there is no schema "${nameOf(schema)}"`)
    if (validate(value)) return []
    const text = typeof schema === 'string' ? schemas[schema] : schema
    return newsIn(validate.errors ?? []).map((error) => ({
      at: error.instancePath,
      says: sentence(error, value, text),
    }))
  }
}

/** Functions that the build made, by name; none in a checkout. */
function generated(): Readonly<Record<string, Validate>> {
  const path = join(here, 'schemas/messages.cjs')
  return existsSync(path) ? trusted<Record<string, Validate>>(createRequire(import.meta.url)(path)) : {}
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
