import { type FileKind, fileChecks } from '../check/file-checks.ts'
import { inOrder } from '../lint/lint.ts'
import { readYaml } from '../yaml/yaml-file.ts'
import { told } from './told.ts'

/** What is told of a file that is read by itself, with its frames. */
export function problems(kind: FileKind, text: string): string {
  const parsed = readYaml('x.yaml', text)
  if (!parsed.ok) return told(parsed.problems)
  const checked = fileChecks[kind](parsed.yaml)
  return checked.ok ? 'no problem' : told(inOrder(checked.problems))
}

/** A scenario that begins well. */
export const scenario = (rest: string): string => `scenario: token/x\ntitle: A title\nkind: negative\n${rest}`
/** A scenario with one step. */
export const step = (rest: string): string => scenario(`steps:\n  - id: one\n    ${rest}\n`)
/** A scenario with one check. */
export const check = (rest: string): string => step(`token: {}\n    expect:\n      - ${rest}`)
