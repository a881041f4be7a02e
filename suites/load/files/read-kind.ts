import type { Problem } from '../../model/errors.ts'
import type { Checked } from '../check/validate.ts'
import { readYaml, type YamlFile } from '../yaml/yaml-file.ts'
import type { Loaded } from './file-set.ts'

/** A file's text before it is known to be right. */
export interface FileText {
  /** As shown to the user. */
  readonly file: string
  readonly text: string
}

/** The files of one kind that are right, and the problems of the others. */
export interface Batch<Raw> {
  readonly loaded: readonly Loaded<Raw>[]
  readonly problems: readonly Problem[]
}

/** Parses files of one kind and compares each with its schema. */
export function readKind<Raw>(drafts: readonly FileText[], check: (yaml: YamlFile) => Checked<Raw>): Batch<Raw> {
  const results = drafts.map(({ file, text }) => readOne(file, text, check))
  return {
    loaded: results.flatMap((result) => (result.ok ? [result.loaded] : [])),
    problems: results.flatMap((result) => (result.ok ? [] : result.problems)),
  }
}

type One<Raw> =
  | { readonly ok: true; readonly loaded: Loaded<Raw> }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Parses one file and compares it with its schema. */
export function readOne<Raw>(file: string, text: string, check: (yaml: YamlFile) => Checked<Raw>): One<Raw> {
  const parsed = readYaml(file, text)
  if (!parsed.ok) return parsed
  const checked = check(parsed.yaml)
  return checked.ok ? { ok: true, loaded: checked } : checked
}
