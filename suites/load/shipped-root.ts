import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InternalError } from '../model/errors.ts'

/** Folder of this module: in the bundle, what the build made stands beside it. */
export const here = dirname(fileURLToPath(import.meta.url))

/** Path of the specs folder: the nearest one above this module. Throws InternalError when the package is incomplete. */
export function shippedRoot(): string {
  for (let folder = here; ; folder = dirname(folder)) {
    const specs = join(folder, 'specs')
    if (existsSync(join(specs, 'profiles'))) return specs
    if (folder === dirname(folder)) throw new InternalError('the folder specs is missing from this installation')
  }
}
