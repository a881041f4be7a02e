import { dirname, isAbsolute, join, normalize, resolve } from 'node:path'
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
    if (isOutside(pattern)) {
      const message = `"${pattern}" is not below the folder of the profile`
      problems.push(yaml.problem(['files', index], message, { fix: 'Move the files there, or the profile file up.' }))
      continue
    }
    const found = await expandFiles(folder, pattern)
    if (found.length === 0)
      problems.push(
        yaml.problem(['files', index], `no file fits "${pattern}" in ${resolve(folder)}`, {
          fix: 'Correct the glob (folders are relative to the profile file), or leave it out.',
        }),
      )
    for (const relative of found) {
      const path = join(folder, relative)
      const file = await readText(path)
      if (file.ok) drafts.set(path, { file: path, text: file.text })
      else
        problems.push(
          yaml.problem(['files', index], file.problem.message, { fix: file.problem.fix ?? 'Correct the path.' }),
        )
    }
  }
  return { drafts: [...drafts.values()], problems }
}

/** A profile of somebody else must not make us read, and quote, what lies elsewhere on this machine. */
const isOutside = (pattern: string): boolean =>
  isAbsolute(pattern) || /^\.\.(?:[\\/]|$)/u.test(normalize(pattern)) || pattern.includes('\0')
