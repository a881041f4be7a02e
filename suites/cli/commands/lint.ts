import { loadShipped, shippedRoot } from '../../load/shipped.ts'
import { checkSpecs } from '../../load/specs.ts'
import { lintFiles } from '../../load/user-files.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { printProblems } from '../print-problems.ts'

/** Checks files and prints every problem of every file. Without files it checks the specifications that grantcheck ships. */
export async function lint(files: readonly string[], io: Io): Promise<number> {
  const problems =
    files.length === 0 ? (await checkSpecs(shippedRoot())).problems : await lintFiles(files, await loadShipped())
  if (problems.length === 0) {
    io.out(
      files.length === 0
        ? 'the shipped specifications are in order\n'
        : `${files.length} file${files.length === 1 ? '' : 's'} in order\n`,
    )
    return exitCodes.conformant
  }
  io.err(printProblems(problems, io.color))
  io.err(`\n${problems.length} problem${problems.length === 1 ? '' : 's'}\n`)
  return exitCodes.usage
}
