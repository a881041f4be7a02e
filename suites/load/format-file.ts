import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { decodeJson, isObject } from '../decode/json.ts'
import { InputError } from '../model/errors.ts'
import { shippedRoot } from './shipped.ts'

/** A file format of ours: evidence, report, bundle. */
export interface FileFormat {
  /** Its schema is specs/schemas/<name>.schema.json. */
  readonly name: 'evidence' | 'report' | 'bundle'
  /** For messages: "evidence of format 1". */
  readonly title: string
  /** What to do when a file is none. */
  readonly fix: string
}

/**
 * Reads one of our own JSON files. Throws InputError when the text is no JSON, has a member twice, is truncated or does not fit
 * its schema: nothing is made of half a file.
 */
export function readFormat<T>(format: FileFormat, text: string, path: string): T {
  const json = decodeJson(text)
  if (!json.ok) throw problem(`${path} is not JSON: ${json.problem}`, 'Was the file cut short? Write it again.')
  const [twice] = json.value.duplicates
  if (twice !== undefined) throw problem(`${path} has the member ${twice} twice`, format.fix)
  const validate = validatorOf<T>(format.name)
  const value: unknown = json.value.value
  if (validate(value)) return value
  const first = validate.errors?.[0]
  throw problem(
    `${path} is not ${format.title}: at ${first?.instancePath || 'the top'}: ${first?.message ?? 'does not fit'}`,
    format.fix,
  )
}

function validatorOf<T>(name: FileFormat['name']): ValidateFunction<T> {
  const file = `${name}.schema.json`
  const schema = decodeJson(readFileSync(join(shippedRoot(), 'schemas', file), 'utf8'))
  if (!schema.ok || !isObject(schema.value.value)) throw new Error(`specs/schemas/${file} is not JSON`)
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateSchema: false })
  formats.default(ajv)
  return ajv.compile<T>(schema.value.value)
}

const problem = (message: string, fix: string): InputError => new InputError([{ message, fix }])
