import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const start = promisify(execFile)

/** A folder where the package is installed. */
export interface Installed {
  readonly folder: string
  /** Runs a program there. Throws when it ends with another code than 0. */
  program(text: string): Promise<{ stdout: string; stderr: string }>
  remove(): Promise<void>
}

export async function install(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'grantcheck-api-'))
  await mkdir(join(folder, 'node_modules'))
  await symlink(root, join(folder, 'node_modules/grantcheck'))
  return {
    folder,
    program: async (text) => {
      await writeFile(join(folder, 'program.mjs'), text)
      return start(process.execPath, ['program.mjs'], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } })
    },
    remove: () => rm(folder, { recursive: true }),
  }
}
