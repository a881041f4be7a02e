import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import pc from 'picocolors'
import { embedTrial, listMutants } from '../../embedded/embedded.ts'
import { loadShipped } from '../../load/shipped.ts'
import { InputError } from '../../model/errors.ts'
import type { MutantFacts } from '../../model/mutant.ts'
import type { Specs } from '../../model/specs.ts'
import { chosen } from '../../prove/choose.ts'
import { type Matrix, matrixOf } from '../../prove/matrix.ts'
import { proofPage } from '../../prove/page.ts'
import { tryAll, tryGood } from '../../prove/prove.ts'
import type { Trial } from '../../prove/trial.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { checkWritable } from '../outputs.ts'
import { type ProofRun, tryInProcesses } from '../prove-processes.ts'
import { unknownMutant } from '../unknown-mutant.ts'

export interface ProveOptions extends Omit<ProofRun, 'sample'> {
  /** Per cent. Default: 10. */
  readonly sample?: number
  /** Path of the generated page to write. */
  readonly page?: string
  /** Path of the generated page: the proof has a flaw when it differs. */
  readonly check?: string
  /** "1/2": the first of two parts; prints trials as JSON lines. For the processes that prove starts itself. */
  readonly part?: string
}

/** Runs every mutant and prints which check kills it. Exit code 1 when the proof has a flaw. */
export async function prove({ sample = 10, ...given }: ProveOptions, io: Io): Promise<number> {
  const options = { ...given, sample }
  const specs = await loadShipped()
  const all = await listMutants()
  const mutants = all.filter(({ id }) => chosen(id, options.mutant))
  const lost = options.mutant.find((glob) => !mutants.some(({ id }) => chosen(id, [glob])))
  if (lost !== undefined)
    throw unknownMutant(
      lost,
      all.map(({ id }) => id),
    )
  const whole = options.mutant.length === 0
  if (!whole && (options.page ?? options.check) !== undefined)
    throw new InputError([
      {
        message: 'the page shows all mutants, and --mutant tries some of them',
        fix: `Leave out --mutant, or try some without a page: grantcheck prove ${options.mutant.map((glob) => `--mutant ${glob}`).join(' ')}`,
      },
    ])
  if (options.page !== undefined) await checkWritable([options.page], [options.check])
  if (options.part !== undefined) return tryPart(specs, mutants, options, options.part, io)
  const started = performance.now()
  const trials = await tryInProcesses(mutants, options, Math.min(2, availableParallelism()), io)
  if (io.signal.aborted) return exitCodes.interrupted
  const good = await tryGood(specs, embedTrial, io.signal)
  const matrix = matrixOf(specs, mutants, trials, good, whole)
  print(matrix, io, (performance.now() - started) / 1000)
  if (options.page !== undefined) await writeFile(options.page, proofPage(specs, matrix))
  const stale = options.check !== undefined && (await readFile(options.check, 'utf8')) !== proofPage(specs, matrix)
  if (stale) io.err(`${options.check} is stale\n  Write it anew with npm run prove, and look at what changed.\n`)
  return matrix.flaws.length === 0 && !stale ? exitCodes.conformant : exitCodes.nonconformant
}

async function tryPart(
  specs: Specs,
  mutants: readonly MutantFacts[],
  options: ProofRun,
  part: string,
  io: Io,
): Promise<number> {
  const [index = 1, count = 1] = part.split('/').map(Number)
  const mine = mutants.filter((_mutant, place) => place % count === index - 1)
  const choices = { share: options.sample / 100, seed: options.seed, concurrency: 3 }
  await tryAll(specs, mine, choices, embedTrial, io.signal, (trial: Trial) => io.out(`${JSON.stringify(trial)}\n`))
  return exitCodes.conformant
}

function print({ kills, checks, flaws }: Matrix, io: Io, seconds: number): void {
  const { green, red, dim } = pc.createColors(io.color)
  for (const { mutant, killedBy, collateral } of kills) {
    const mark = killedBy.length > 0 ? green('killed  ') : red('survived')
    const by = killedBy[0]?.check ?? 'no check'
    const more = killedBy.length > 1 ? ` and ${killedBy.length - 1} more` : ''
    const beside = collateral.length === 0 ? '' : `; also violated: ${collateral.map((each) => each.check).join(', ')}`
    io.out(`${mark} ${mutant.id}  ${dim(`by ${by}${more}${beside}`)}\n`)
  }
  for (const flaw of flaws) io.err(`${red(flaw.kind)}: ${flaw.says}\n  ${flaw.fix}\n`)
  const killed = kills.filter((kill) => kill.killedBy.length > 0).length
  const proven = [...checks.values()].filter((check) => check.mutants.length > 0).length
  io.out(
    `\n${killed} of ${kills.length} mutants killed; ${proven} of ${checks.size} scored checks proven; ${flaws.length} flaws; ${seconds.toFixed(0)} s\n`,
  )
}
