import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { schemaEnding, schemaFiles, writtenKinds } from './schema-files.ts'

/** The schema of schemas, which message schemas and those in scenarios have to fit. */
const metaSchema = 'https://json-schema.org/draft/2020-12/schema'

export type Code = { readonly source: true; readonly lines: true; readonly esm: false }

/** A compiler that knows the schemas of all kinds of file by name ("scenario"). `code`: for the build, which keeps what was generated. */
export function compilerFor(name: string, code?: Code): Ajv2020 {
  const strict = {
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    // A test compares the schemas with their meta-schema; doing it in every run costs more than all else here.
    validateSchema: false,
    ...(code === undefined ? {} : { code }),
  }
  const ajv = new Ajv2020(writtenKinds.includes(name) ? strict : { ...strict, allErrors: true, verbose: true })
  // The package is CommonJS: its function is a member of what Node imports.
  ajvFormats.default(ajv)
  for (const [each, schema] of schemaFiles()) ajv.addSchema(schema, each)
  return ajv
}

/** The name by which a compiler knows the schema of a kind of file. */
export const schemaId = (name: string): string => (name === 'schema' ? metaSchema : `${name}${schemaEnding}`)
