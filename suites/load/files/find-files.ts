import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Files below a folder whose names end so, as paths relative to it with forward slashes, sorted by code unit. A folder that
 * does not exist has no files. Does not follow symbolic links to folders.
 */
export async function findFiles(folder: string, ending: string): Promise<readonly string[]> {
  const found = await walk(folder, '')
  return found.filter((path) => path.endsWith(ending)).sort()
}

async function walk(root: string, below: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      return entry.isDirectory() ? walk(root, path) : [path]
    }),
  )
  return nested.flat()
}

/** Whether a file-system error says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
