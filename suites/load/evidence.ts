import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { decodeJson, isObject } from '../decode/json.ts'
import { InputError } from '../model/errors.ts'
import type { Evidence } from '../model/evidence.ts'
import { shippedRoot } from './shipped.ts'

/**
 * Reads evidence that `run --evidence` wrote. Throws InputError when the text is no JSON, is truncated or does not fit
 * specs/schemas/evidence.schema.json: nothing is judged from half a file.
 */
export function readEvidence(text: string, path: string): Evidence {
  const json = decodeJson(text)
  if (!json.ok) throw problem(`${path} is not JSON: ${json.problem}`, 'Was the file cut short? Record the run again.')
  const validate = evidenceValidator()
  const value: unknown = json.value.value
  if (validate(value)) return value
  const first = validate.errors?.[0]
  throw problem(
    `${path} is not evidence of format 1: at ${first?.instancePath || 'the top'}: ${first?.message ?? 'does not fit'}`,
    'Name a file that "grantcheck run --evidence PATH" wrote, whole and unchanged.',
  )
}

function evidenceValidator(): ValidateFunction<Evidence> {
  const schema = decodeJson(readFileSync(join(shippedRoot(), 'schemas', 'evidence.schema.json'), 'utf8'))
  if (!schema.ok || !isObject(schema.value.value)) throw new Error('specs/schemas/evidence.schema.json is not JSON')
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
  formats.default(ajv)
  return ajv.compile<Evidence>(schema.value.value)
}

const problem = (message: string, fix: string): InputError => new InputError([{ message, fix }])
