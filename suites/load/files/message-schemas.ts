import { decodeJson, isObject } from '../../decode/json.ts'
import type { Problem } from '../../model/errors.ts'
import type { JsonObject } from '../../model/json.ts'
import type { FileChecks } from '../check/file-checks.ts'
import type { FileText } from './read-kind.ts'

export interface MessageSchemas {
  /** By name: the file name without `.schema.json`. */
  readonly schemas: Readonly<Record<string, JsonObject>>
  readonly problems: readonly Problem[]
}

/** Reads JSON Schemas of protocol messages: strict JSON, and valid as JSON Schema 2020-12. */
export function readMessageSchemas(drafts: readonly FileText[], check: FileChecks['schema']): MessageSchemas {
  const schemas: Record<string, JsonObject> = {}
  const problems: Problem[] = []
  for (const { file, text } of drafts) {
    const read = schemaIn(text, check)
    if (typeof read === 'string') problems.push({ message: `${file} ${read}`, at: { file, line: 1, column: 1 } })
    else schemas[nameOf(file)] = read
  }
  return { schemas, problems }
}

function schemaIn(text: string, check: FileChecks['schema']): JsonObject | string {
  const decoded = decodeJson(text)
  if (!decoded.ok) return decoded.problem
  const { value, duplicates } = decoded.value
  if (duplicates.length > 0) return `has members twice: ${duplicates.join(', ')}`
  if (!isObject(value)) return 'is not a JSON object'
  const fault = check(value)
  return fault === undefined ? value : `is not a JSON Schema: ${fault}`
}

function nameOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.schema\.json$/, '')
}
