import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import ajvFormats from 'ajv-formats'
import { type Code, compilerFor, schemaId } from '../../suites/load/check/compile.ts'
import { schemaEnding } from '../../suites/load/check/schema-files.ts'
import { messageOptions } from '../../suites/load/compile-message.ts'
import { nameOf, schemasIn } from '../../suites/load/message-schemas-in.ts'
import { loadSpecs } from '../../suites/load/specs.ts'
import { writeSpecs } from '../../suites/load/specs-file.ts'

const code: Code = { source: true, lines: true, esm: false }

/**
 * Writes the checked specifications in the form that is cheap to load, and every schema as code (which the build then bundles), into `out`. A run of the
 * bundle then needs neither a YAML parser nor a schema compiler. Throws InputError when the specifications have problems.
 */
export async function precompile(root: string, out: string): Promise<void> {
  const specs = await loadSpecs(root)
  await writeFile(join(out, 'specs.ndjson'), writeSpecs(specs))
  await mkdir(join(out, 'schemas'))
  const write = (name: string, text: string): Promise<void> => writeFile(join(out, 'schemas', `${name}.cjs`), text)

  const kinds = (await readdir(join(root, 'schemas')))
    .filter((file) => file.endsWith(schemaEnding))
    .map((file) => file.slice(0, -schemaEnding.length))
  for (const name of [...kinds, 'schema']) {
    const ajv = compilerFor(name, code)
    const validate = ajv.getSchema(schemaId(name))
    if (validate !== undefined) await write(name, standalone.default(ajv, validate))
  }

  const ajv = new Ajv2020({ ...messageOptions, code })
  ajvFormats.default(ajv)
  const scenarios = [
    ...Object.values(specs.scenarios),
    ...Object.values(specs.limitations).map((each) => each.scenario),
  ]
  const inline = scenarios.flatMap(schemasIn).filter((schema) => typeof schema !== 'string')
  const all = [...Object.entries(specs.schemas), ...inline.map((schema) => [nameOf(schema), schema] as const)]
  const names = [...new Map(all)].map(([name, schema]) => {
    ajv.addSchema({ ...schema, $id: name.replace(' ', '-') }, name)
    return name
  })
  await write('messages', standalone.default(ajv, Object.fromEntries(names.map((name) => [name, name]))))
}
