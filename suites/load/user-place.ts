import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TargetFacts } from '../model/evidence.ts'
import type { Source } from '../model/source.ts'
import { embeddedName } from '../model/target.ts'
import { shippedRoot } from './shipped-root.ts'
import { isUrl } from './target-url.ts'

/**
 * Where users look for what a check is about: a scenario of their own, else the target file. Scenarios of the package are no files of theirs, and a target that is a plain
 * URL has none.
 */
export function userPlace(targetFile: string | undefined): (at: Source) => Source | undefined {
  const known = new Map<string, boolean>()
  const isShipped = (file: string): boolean => {
    const found = known.get(file) ?? (file.startsWith('specs/') && existsSync(join(shippedRoot(), '..', file)))
    known.set(file, found)
    return found
  }
  return (at) => {
    if (!isShipped(at.file)) return at
    return targetFile === undefined ? undefined : { file: targetFile, line: 1, column: 1 }
  }
}

/** The path of the target file, where one describes the target. */
export const targetFileOf = ({ named }: TargetFacts): string | undefined =>
  named === embeddedName || isUrl(named) ? undefined : named
