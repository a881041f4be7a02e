import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import formats from 'ajv-formats'
import { inlineSchemas } from './inline-schema.ts'
import { loadSpecs } from './specs.ts'

/**
 * Used by the build only: writes the checked specifications as one JSON file, and the message schemas as code (which the build then bundles), into `out`. A run of the
 * bundle then needs neither a YAML parser nor a schema compiler. Throws InputError when the specifications have problems.
 */
export async function precompile(root: string, out: string): Promise<void> {
  const specs = await loadSpecs(root)
  await writeFile(join(out, 'specs.json'), JSON.stringify(specs))
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    allowUnionTypes: true,
    code: { source: true, lines: true },
  })
  formats.default(ajv)
  const schemas = { ...specs.schemas, ...inlineSchemas(specs) }
  const names = Object.keys(schemas)
  for (const name of names) ajv.addSchema({ ...schemas[name], $id: name }, name)
  const code = standalone.default(ajv, Object.fromEntries(names.map((name) => [exportName(name), name])))
  await writeFile(join(out, 'schemas-source.cjs'), code)
}

/** "token-response" as a name that JavaScript allows; the names are mapped back where the module is read. */
const exportName = (name: string): string => name.replaceAll('-', '_')
