import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import type { Problem } from '../../model/errors.ts'
import { type Path, pathOf } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { describe } from './describe.ts'

/** A file that conforms to its schema, narrowed to the schema's type, or all its problems. */
export type Checked<Raw> =
  | { readonly ok: true; readonly raw: Raw }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Compares a file with its schema: every violation as one problem at the key or value that has to change. */
export function checkWith<Raw>(conforms: ValidateFunction<Raw>, yaml: YamlFile): Checked<Raw> {
  const data: unknown = yaml.value
  if (conforms(data)) return { ok: true, raw: data }
  const errors = conforms.errors ?? []
  return {
    ok: false,
    problems: errors.filter((error) => !isNoise(error, errors)).map((error) => problemOf(error, yaml)),
  }
}

/** Errors that only repeat, from inside a branch, what another one says of the whole. */
function isNoise(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (/\/(oneOf|anyOf)\/\d+\//.test(error.schemaPath)) return true
  if (error.keyword === 'if') return true
  if (error.propertyName !== undefined && error.keyword !== 'propertyNames') return true
  return error.keyword === 'oneOf' && isMisspelling(error, all)
}

/** "tokn: {}" is one mistake: the unknown key explains why there is no operation. */
function isMisspelling(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.params.passingSchemas !== null) return false
  return all.some((other) => other.keyword === 'additionalProperties' && other.instancePath === error.instancePath)
}

function problemOf(error: ErrorObject, yaml: YamlFile): Problem {
  const { message, fix, key, secret } = describe(error)
  const above = pathOf(error.instancePath)
  const path: Path = key === undefined ? above : [...above, key]
  const problem = yaml.problem(path, message, { fix, part: key === undefined ? 'value' : 'key' })
  if (!secret) return problem
  const { frame: _, ...without } = problem
  return without
}
