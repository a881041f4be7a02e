import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import type { Problem } from '../../model/errors.ts'
import { type Path, pathOf } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { ofMeantBranches, unknownKeyIn } from './branches.ts'
import { describe, meantBy } from './describe.ts'

/** A file that conforms to its schema, narrowed to the schema's type, with its places; or all its problems. */
export type Checked<Raw> =
  | { readonly ok: true; readonly raw: Raw; readonly yaml: YamlFile }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Compares a file with its schema: every violation as one problem at the key or value that has to change. */
export function checkWith<Raw>(conforms: ValidateFunction<Raw>, yaml: YamlFile): Checked<Raw> {
  const data: unknown = yaml.value
  if (conforms(data)) return { ok: true, raw: data, yaml }
  const errors = ofMeantBranches(conforms.errors ?? [])
  return {
    ok: false,
    problems: errors.filter((error) => !isNoise(error, errors)).map((error) => problemOf(error, yaml)),
  }
}

/** Errors that only repeat, from inside a branch or beside a better one, what another error says. */
function isNoise(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (/\/(oneOf|anyOf)\/\d+\/required$/.test(error.schemaPath)) return true
  if (error.keyword === 'if') return true
  if (error.propertyName !== undefined && error.keyword !== 'propertyNames') return true
  const here = all.filter((other) => other.instancePath === error.instancePath)
  // Of a value of the wrong type nothing else is worth saying.
  if (error.keyword !== 'type' && here.some((other) => other.keyword === 'type')) return true
  return isMisspelling(error, here)
}

/** "tokn: {}" is one mistake: the unknown key explains why there is no operation, or why a key is missing. */
function isMisspelling(error: ErrorObject, here: readonly ErrorObject[]): boolean {
  const unknown = here.filter((other) => unknownKeyIn(other) !== undefined)
  if (error.keyword === 'oneOf') return error.params.passingSchemas === null && unknown.length > 0
  if (error.keyword !== 'required') return false
  return unknown.some((other) => meantBy(other) === error.params.missingProperty)
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
