import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import type { JsonObject } from '../model/json.ts'
import type { Specs } from '../model/specs.ts'

/** The part of Ajv's functions that generated code has too. */
export interface Validate {
  (value: unknown): boolean
  errors?: readonly ErrorObject[] | null
}

/** How schemas of messages are compiled, here and by the build. They are known to be schemas: to compare them with the meta-schema would cost more than a whole run. */
export const messageOptions = {
  allErrors: true,
  strict: false,
  validateFormats: true,
  meta: false,
  validateSchema: false,
}

const compilers = new WeakMap<Specs['schemas'], Compile>()

type Compile = (schema: string | JsonObject) => Validate | undefined

/** A compiler for message schemas by name, and for schemas written in scenarios. Throws for what is not a JSON Schema; undefined for a name that does not exist. Asked again, it knows what it has compiled. */
export function messageCompiler(schemas: Specs['schemas']): Compile {
  const compiler = compilers.get(schemas) ?? makeCompiler(schemas)
  compilers.set(schemas, compiler)
  return compiler
}

function makeCompiler(schemas: Specs['schemas']): Compile {
  const ajv = new Ajv2020(messageOptions)
  // The package is CommonJS: its function is a member of what Node imports.
  ajvFormats.default(ajv)
  return (schema) => {
    const found = typeof schema === 'string' ? schemas[schema] : schema
    return found === undefined ? undefined : ajv.compile(found)
  }
}
