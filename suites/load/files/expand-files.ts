import picomatch from 'picomatch'
import { isGlob } from '../lint/globs.ts'
import { findFiles } from './find-files.ts'

/** The files below a folder that a glob fits, sorted; a path without glob signs is taken as it is. Relative paths. */
export async function expandFiles(folder: string, pattern: string): Promise<readonly string[]> {
  if (!isGlob(pattern)) return [pattern]
  const fits = picomatch(pattern.replace(/^\.\//, ''))
  return (await findFiles(folder, '')).filter((path) => fits(path))
}
