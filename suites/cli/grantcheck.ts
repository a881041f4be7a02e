import { runCommand } from './command.ts'
import { exitCodes } from './exit-codes.ts'
import { processIo } from './io.ts'

/** The command itself: what a process adds to a command line. */
async function main(): Promise<void> {
  const abort = new AbortController()
  process.on('SIGINT', interrupt(abort))
  process.on('SIGTERM', interrupt(abort))
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessNobodyReads)
  process.exitCode = await runCommand(process.argv.slice(2), processIo(abort.signal))
}

/** `grantcheck list ... | head` closes the pipe early: what is left to print is lost, what is left to do is done. */
function unlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** The first interrupt ends the run in good order (clients deleted, reports written); the second one ends it at once. */
function interrupt(abort: AbortController): () => void {
  return () => {
    if (abort.signal.aborted) {
      process.stderr.write('stopped at once: "grantcheck cleanup" deletes clients that a single run has left\n')
      process.exit(exitCodes.interrupted)
    }
    process.stderr.write('\ninterrupted: cleaning up and writing what is known (interrupt again to stop at once)\n')
    abort.abort()
  }
}

/** Settles when the command is done. Who starts it waits for it: a process that ends before is no success. */
export const finished: Promise<void> = main()
