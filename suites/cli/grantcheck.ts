import { runCommand } from './command.ts'
import { exitCodes } from './exit-codes.ts'
import { processIo } from './io.ts'

/** The command itself: what a process adds to a command line. */
async function main(): Promise<void> {
  const abort = new AbortController()
  // A terminal that is gone (SIGHUP), as by a lost ssh connection, leaves clients behind no more than Ctrl-C does.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt(abort))
  // What cannot be said on stderr is lost; nobody is told by another error there.
  process.stderr.on('error', () => undefined)
  let lost = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `grantcheck list ... | head` closes the pipe early: what is left to print is lost, what is left to do is done.
    if (error.code === 'EPIPE' || lost) return
    lost = true
    process.exitCode = exitCodes.internal
    process.stderr.write(`${stdoutFault(error)}\n`)
  })
  const code = await runCommand(process.argv.slice(2), processIo(abort.signal))
  process.exitCode = lost ? exitCodes.internal : code
}

/** No verdict has an exit code that says it: the report is not whole. */
const stdoutFault = ({ code, message }: NodeJS.ErrnoException): string =>
  `cannot write to standard output (${code ?? message}): what was printed is not complete. Make room, or write to a file elsewhere: --report FORMAT=FILE`

/** The first interrupt ends the command in good order (of a run: clients deleted, reports written); the second one ends it at once. */
function interrupt(abort: AbortController): () => void {
  return () => {
    if (abort.signal.aborted) {
      process.stderr.write('stopped at once: "grantcheck cleanup" deletes clients that a single run has left\n')
      process.exit(exitCodes.interrupted)
    }
    process.stderr.write('\ninterrupted: ending in good order (interrupt again to stop at once)\n')
    abort.abort()
  }
}

/** Settles when the command is done. Who starts it waits for it: a process that ends before is no success. */
export const finished: Promise<void> = main()
