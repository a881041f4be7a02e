import type { ValidateFunction } from 'ajv/dist/2020.js'
import { trusted } from '../../decode/trusted.ts'
import { compilerFor, schemaId } from './compile.ts'

const compiled = new Map<string, ValidateFunction>()

/**
 * The function that compares a value with specs/schemas/<name>.schema.json, or with the schema of schemas ("schema"). The build puts a module with
 * generated functions in the place of this one, so that a shipped command needs no schema compiler for its own schemas.
 */
export function conformsTo<T>(name: string): ValidateFunction<T> {
  const found = compiled.get(name) ?? compilerFor(name).getSchema(schemaId(name))
  if (found === undefined) throw new Error(`there is no schema "${name}"`)
  compiled.set(name, found)
  return trusted<ValidateFunction<T>>(found)
}
