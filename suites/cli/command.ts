import { InputError } from '../model/errors.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { printProblems } from './print-problems.ts'
import { runProgram } from './program.ts'

/** Runs one command line. Everything that can happen becomes an exit code and a message, never a stack trace. */
export async function runCommand(args: readonly string[], io: Io): Promise<number> {
  try {
    return await runProgram(args, io)
  } catch (error) {
    if (error instanceof InputError) {
      io.err(printProblems(error.problems, io.color))
      return exitCodes.usage
    }
    const message = error instanceof Error ? (io.env.GRANTCHECK_DEBUG ? error.stack : error.message) : String(error)
    io.err(
      `grantcheck met a fault of its own: ${message}\nSet GRANTCHECK_DEBUG=1 to see where, and please report it.\n`,
    )
    return exitCodes.internal
  }
}
