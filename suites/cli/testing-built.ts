import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Finished } from './testing.ts'

/** The command as users have it: what the build makes. */
export const builtCommand = fileURLToPath(new URL('../../dist/grantcheck.mjs', import.meta.url))

/** Runs the built command in a folder, in a process of its own. */
export const runBuilt =
  (folder: string) =>
  (...args: readonly string[]): Promise<Finished> =>
    new Promise((resolve) => {
      const env = { ...process.env, NO_COLOR: '1' }
      const child = execFile(process.execPath, [builtCommand, ...args], { cwd: folder, env }, (_error, out, err) =>
        resolve({ code: child.exitCode ?? -1, out, err }),
      )
    })
