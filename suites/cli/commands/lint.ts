import { lint } from '../../api/lint.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { lackingHosts } from '../lacking-hosts.ts'
import { printProblems } from '../print-problems.ts'

/** Checks files and prints every problem of every file. Without files it checks the specifications that grantcheck ships. A warning does not change the exit code: the run leaves undecided what it is about. */
export async function lintCommand(files: readonly string[], io: Io): Promise<number> {
  const problems = await lint(files)
  const warnings = (await Promise.all(files.map(lackingHosts))).flat()
  if (warnings.length > 0) io.err(printProblems(warnings, io.color, 'warning'))
  if (problems.length === 0) {
    io.out(
      files.length === 0
        ? 'the shipped specifications are in order\n'
        : `${files.length} file${files.length === 1 ? '' : 's'} in order, with all that is named there\n`,
    )
    return exitCodes.conformant
  }
  io.err(printProblems(problems, io.color))
  io.err(`\n${problems.length} problem${problems.length === 1 ? '' : 's'}\n`)
  return exitCodes.usage
}
