import { decodeJson } from '../decode/json.ts'
import { InputError } from '../model/errors.ts'
import { conformsTo } from './check/conforms.ts'

/** A file format of ours: evidence, report, bundle. */
export interface FileFormat {
  /** Its schema is specs/schemas/<name>.schema.json. */
  readonly name: 'evidence' | 'report' | 'bundle' | 'fleet-index'
  /** For messages: "evidence of format 1". */
  readonly title: string
  /** What to do when a file is none. */
  readonly fix: string
}

/**
 * Reads one of our own JSON files. Throws InputError when the text is no JSON, has a member twice, is truncated or does not fit
 * its schema: nothing is made of half a file. `json`: for who has decoded the text already, which takes its time.
 */
export function readFormat<T>(format: FileFormat, text: string, path: string, json = decodeJson(text)): T {
  if (!json.ok) throw problem(`${path} is not JSON: ${json.problem}`, 'Was the file cut short? Write it again.')
  const [twice] = json.value.duplicates
  if (twice !== undefined) throw problem(`${path} has the member ${twice} twice`, format.fix)
  const validate = conformsTo<T>(format.name)
  const value: unknown = json.value.value
  if (validate(value)) return value
  const first = validate.errors?.[0]
  throw problem(
    `${path} is not ${format.title}: at ${first?.instancePath || 'the top'}: ${first?.message ?? 'does not fit'}`,
    format.fix,
  )
}

const problem = (message: string, fix: string): InputError => new InputError([{ message, fix }])
