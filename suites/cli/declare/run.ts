import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import { addReporting, addSelection, addTarget, addTargetOptions, type To, wholeNumber } from './shared.ts'

export function addRun(program: Command, io: Io, to: To): void {
  const run = program.command('run').description('Run a profile against a target and print the verdict')
  addRunOptions(addTarget(run)).action((target, options) =>
    to(async () => (await import('../commands/run.ts')).run({ ...options, target }, io)),
  )
}

/** `run` without a target, also where CI is set. */
export function addDemo(program: Command, io: Io, to: To): void {
  const demo = program.command('demo').description('Run a profile against the embedded reference server')
  addRunOptions(demo).action((options) =>
    to(async () => (await import('../commands/run.ts')).run({ ...options, demo: true }, io)),
  )
}

function addRunOptions(command: Command): Command {
  return addReporting(addSelection(addTargetOptions(command)))
    .option('--evidence <path>', 'write everything that was seen, redacted, for "grantcheck judge" (.gz is packed)')
    .option(
      '--rerun-failed <result>',
      'run only what failed, warned or could not be decided in that JSON report or evidence',
    )
    .option('--seed <n>', 'repeat a run with the same invented data', wholeNumber(0))
    .addOption(new Option('--challenge <nonce>', 'the nonce of a reviewer, for "verify --challenge"').conflicts('seed'))
    .addOption(
      new Option(
        '--keep-expired-signatures',
        'keep in the evidence the signatures of access tokens that expired a minute ago, of clients that are deleted, for "verify --online"',
      ).conflicts(['keepClients', 'readOnly']),
    )
    .option('--concurrency <n>', 'scenarios at the same time', wholeNumber(1))
    .option(
      '--deadline <seconds>',
      'longest time of the whole run (default: 300, and for each request --timeout / --concurrency and the time that --rate asks for)',
      wholeNumber(1),
    )
    .option('--rate <n>', 'requests per second at most', wholeNumber(1))
    .option(
      '--max-requests <n>',
      'requests of the whole run at most, clean-up among them; what they do not suffice for is undecided',
      wholeNumber(1),
    )
    .option('--read-only', 'register, change, revoke and delete nothing; says what is not judged')
    .option(
      '--journal <file>',
      'note each client here until it is deleted, for "grantcheck cleanup" (default: a file in the state folder of the user)',
    )
    .option('--no-confirm', 'do not run once more, alone, what failed or warned; such a run cannot be certified')
    .option('--dry-run', 'print every request that would be sent, and send none')
    .option('--keep-clients', 'do not delete the clients that the run registers')
    .option('--quiet', 'no progress')
    .addHelpText('after', runHelp)
}

const runHelp = `
Exit codes:
  0   conformant       every obligatory check that applies passed
  1   nonconformant    at least one MUST, contract clause or limitation is violated
  2   usage            an option, target or specification file is wrong; nothing was sent
  3   inconclusive     unreachable, blocked, or an obligatory check could not be decided
  4   our own fault    please report it
  130 interrupted      clients are cleaned up, reports are written and marked incomplete`
