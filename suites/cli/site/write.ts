import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '../../decode/error-code.ts'
import { InputError } from '../../model/errors.ts'
import type { SiteFile } from '../../site/model.ts'

/** Names all files of the site, so that the next one can take away what it does not have any more. */
const manifest = 'data/files.txt'

/** A path that the site could have made: below its folder, without "..". */
const isOwn = (path: string): boolean => /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/u.test(path) && !path.includes('..')

/** Writes the files, and removes those of an earlier site in the folder. Other files there stay. */
export async function writeSite(folder: string, files: readonly SiteFile[]): Promise<void> {
  const paths = files.map(({ path }) => path)
  const earlier = (await textOf(join(folder, manifest))).split('\n').filter(isOwn)
  try {
    const kept = new Set([...paths, manifest])
    for (const path of earlier) if (!kept.has(path)) await rm(join(folder, path), { force: true })
    for (const parent of new Set([...paths, manifest].map((path) => dirname(join(folder, path)))))
      await mkdir(parent, { recursive: true })
    for (const { path, text } of files) await writeFile(join(folder, path), text)
    await writeFile(join(folder, manifest), `${paths.join('\n')}\n`)
  } catch (error) {
    const code = errorCode(error)
    throw new InputError([
      { message: `cannot write to ${folder} (${code})`, fix: 'Give --out a folder that you may write to.' },
    ])
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}
