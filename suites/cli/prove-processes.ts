import { trustedJson } from '../decode/trusted.ts'
import type { MutantFacts } from '../model/mutant.ts'
import type { Trial } from '../prove/trial.ts'
import type { Io } from './io.ts'
import { inOwnProcess } from './own-process.ts'

/** Which mutants are tried, and how. */
export interface ProofRun {
  /** Globs of mutant ids. Empty: all. */
  readonly mutant: readonly string[]
  /** Per cent of the unrelated scenarios. */
  readonly sample: number
  readonly seed: number
  readonly quiet?: boolean
}

/**
 * Tries the mutants in `count` processes of this same command, each a part, since a trial is nothing but computing. Shows how far it is on
 * stderr. Throws InternalError when a process fails.
 */
export async function tryInProcesses(
  mutants: readonly MutantFacts[],
  options: ProofRun,
  count: number,
  io: Io,
): Promise<readonly Trial[]> {
  const trials: Trial[] = []
  const tried = (trial: Trial): void => {
    trials.push(trial)
    progress(trials.length, mutants.length, options, io)
  }
  const parts = Array.from({ length: count }, (_, index) => `${index + 1}/${count}`)
  await Promise.all(parts.map((part) => tryPart(part, options, io, tried)))
  if (io.tty && options.quiet !== true) io.err('\r\u001b[2K')
  const order = mutants.map(({ id }) => id)
  return trials.toSorted((one, other) => order.indexOf(one.mutant) - order.indexOf(other.mutant))
}

async function tryPart(part: string, options: ProofRun, io: Io, tried: (trial: Trial) => void): Promise<void> {
  const globs = options.mutant.flatMap((glob) => ['--mutant', glob])
  const args = ['prove', '--part', part, '--sample', String(options.sample), '--seed', String(options.seed), ...globs]
  await inOwnProcess(args, io, (line) => tried(trustedJson<Trial>(line)))
}

/** One redrawn line on a terminal, a line for every 25 elsewhere. */
function progress(done: number, total: number, { quiet }: ProofRun, io: Io): void {
  if (quiet === true) return
  if (io.tty) io.err(`\r\u001b[2K${done}/${total} mutants`)
  else if (done % 25 === 0 || done === total) io.err(`${done}/${total} mutants\n`)
}
