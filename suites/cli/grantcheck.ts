import { InputError } from '../model/errors.ts'
import { exitCodes } from './exit-codes.ts'
import { processIo } from './io.ts'
import { printProblems } from './print-problems.ts'
import { runProgram } from './program.ts'

/** The command itself: maps everything that can happen to an exit code, and never shows a stack trace. */
async function main(): Promise<void> {
  const abort = new AbortController()
  const io = processIo(abort.signal)
  process.on('SIGINT', interrupt(abort))
  process.on('SIGTERM', interrupt(abort))
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessNobodyReads)
  try {
    process.exitCode = await runProgram(process.argv.slice(2), io)
  } catch (error) {
    if (error instanceof InputError) {
      io.err(printProblems(error.problems, io.color))
      process.exitCode = exitCodes.usage
      return
    }
    const message =
      error instanceof Error ? (process.env.GRANTCHECK_DEBUG ? error.stack : error.message) : String(error)
    io.err(
      `grantcheck met a fault of its own: ${message}\nSet GRANTCHECK_DEBUG=1 to see where, and please report it.\n`,
    )
    process.exitCode = exitCodes.internal
  }
}

/** `grantcheck list ... | head` closes the pipe early: what is left to print is lost, what is left to do is done. */
function unlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** The first interrupt ends the run in good order (clients deleted, reports written); the second one ends it at once. */
function interrupt(abort: AbortController): () => void {
  return () => {
    if (abort.signal.aborted) process.exit(exitCodes.interrupted)
    process.stderr.write('\ninterrupted: cleaning up and writing what is known (interrupt again to stop at once)\n')
    abort.abort()
  }
}

await main()
