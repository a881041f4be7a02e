import { dirname, join, resolve } from 'node:path'
import type { Problem } from '../../model/errors.ts'
import type { ProfileFile } from '../../model/language.ts'
import { expandFiles } from './expand-files.ts'
import type { Loaded } from './file-set.ts'
import type { FileText } from './read-kind.ts'
import { readText } from './read-text.ts'

/** The scenario files that a profile file adds by `files:`, unparsed. Their names are relative to the profile file. */
export async function profileScenarios({ raw, yaml }: Loaded<ProfileFile>): Promise<{
  readonly drafts: readonly FileText[]
  readonly problems: readonly Problem[]
}> {
  const folder = dirname(yaml.file)
  const drafts = new Map<string, FileText>()
  const problems: Problem[] = []
  for (const [index, pattern] of (raw.files ?? []).entries()) {
    const found = await expandFiles(folder, pattern)
    if (found.length === 0)
      problems.push(yaml.problem(['files', index], `no file fits "${pattern}" in ${resolve(folder)}`))
    for (const relative of found) {
      const path = join(folder, relative)
      const file = await readText(path)
      if (file.ok) drafts.set(path, { file: path, text: file.text })
      else problems.push(yaml.problem(['files', index], file.problem.message))
    }
  }
  return { drafts: [...drafts.values()], problems }
}
