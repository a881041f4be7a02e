import { type Command, Option } from 'commander'
import { fleetFormatNames } from '../../../reports/fleet/index.ts'
import { failOnValues } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { addSelection, addTargetOptions, collect, type To, wholeNumber } from './shared.ts'

export function addFleet(program: Command, io: Io, to: To): void {
  const fleet = program
    .command('fleet')
    .description('Run many targets: one table, one exit code, a folder with the evidence of each')
    .argument('<fleet>', 'fleet file (YAML): targets, defaults, limits for each host')
  addSelection(addTargetOptions(fleet))
    .option(
      '--out <folder>',
      'result folder; the same command goes on in it where it was cut short',
      'grantcheck-fleet',
    )
    .option(
      '--target <id|glob>',
      'run only these targets; what the folder has of others stays (repeatable)',
      collect,
      [],
    )
    .option('--shard <i/n>', 'run the i-th of n parts of the fleet; "grantcheck merge" joins the folders')
    .option('--queue <url>', 'give the targets to "grantcheck worker" by Redis, for example redis://127.0.0.1:6379')
    .option('--every <time>', 'begin a round each 30m, 1h ..., and say what got worse; until interrupted, or --rounds')
    .option('--rounds <n>', 'end after so many rounds', wholeNumber(1))
    .option('--parallel <n>', "targets at the same time (default: the fleet file's, else 4)", wholeNumber(1))
    .option('--fresh', 'run finished targets again')
    .option(
      '--report <format[=path]>',
      `about the fleet: ${fleetFormatNames.join(', ')}, ndjson; to stdout without a path (repeatable)`,
      collect,
      [],
    )
    .option(
      '--each <format>',
      'write this report into the folder of every target, for example html (repeatable)',
      collect,
      [],
    )
    .addOption(
      new Option('--fail-on <verdict>', 'be stricter about the exit code').choices(failOnValues).default('fail'),
    )
    .option('--only-worse', 'exit code 1 only where a target got worse since the last round in the folder')
    .option('--seed <n>', 'the same invented data in every run', wholeNumber(0))
    .option('--concurrency <n>', 'scenarios of one target at the same time', wholeNumber(1))
    .option('--deadline <seconds>', 'longest time of one target', wholeNumber(1))
    .option('--max-requests <n>', 'requests to one target at most, clean-up among them', wholeNumber(1))
    .option('--read-only', 'register, change, revoke and delete nothing at any target')
    .option('--no-confirm', 'do not run once more, alone, what failed or warned')
    .option('--keep-clients', 'do not delete the clients that the runs register')
    .option('--dry-run', 'list the targets with their ids, and send nothing')
    .option('--quiet', 'no progress')
    .option('--verbose', 'list conformant targets in the table too')
    .addHelpText('after', fleetHelp)
    .action((file, options) =>
      to(async () => (await import('../commands/fleet.ts')).fleet({ ...options, fleet: file }, io)),
    )
}

export function addCleanup(program: Command, io: Io, to: To): void {
  program
    .command('cleanup')
    .description('Delete the clients of runs that were killed, by their journals. Once more does nothing')
    .argument(
      '[journal...]',
      'files of "run --journal", or in "journals" of a result folder; none: runs of this user on this machine',
    )
    .addHelpText('after', cleanupHelp)
    .action((paths) => to(async () => (await import('../commands/cleanup.ts')).cleanup(paths, io)))
}

export function addWorker(program: Command, io: Io, to: To): void {
  program
    .command('worker')
    .description('Run targets that fleets have put into a queue, on this machine')
    .requiredOption('--queue <url>', 'Redis, for example redis://127.0.0.1:6379')
    .option('--parallel <n>', 'targets at the same time', wholeNumber(1), 2)
    .option('--journal <folder>', 'where clients are noted until they are deleted', 'grantcheck-journals')
    .option('--lost <seconds>', 'when the job of a worker that was killed goes to another', wholeNumber(2), 30)
    .option('--once', 'end when the queue is empty')
    .option('--quiet', 'say nothing of single targets')
    .addHelpText('after', workerHelp)
    .action((options) => to(async () => (await import('../commands/worker.ts')).worker(options, io)))
}

export function addMerge(program: Command, io: Io, to: To): void {
  program
    .command('merge')
    .description('Join the result folders of a fleet that was run in parts (fleet --shard)')
    .argument('<folder...>', 'result folders, one for each part')
    .option('--out <folder>', 'folder for all of them together', 'grantcheck-fleet')
    .option('--report <format[=path]>', `${fleetFormatNames.join(', ')} (repeatable)`, collect, [])
    .option('--only-worse', 'exit code 1 only where a target got worse since the last round')
    .option('--verbose', 'list conformant targets in the table too')
    .addHelpText('after', '\nA part that is absent or not complete makes the fleet inconclusive (exit code 3).')
    .action((folders, options) =>
      to(async () => (await import('../commands/merge.ts')).merge({ ...options, folders }, io)),
    )
}

const cleanupHelp = `
Evidence holds no registration access tokens: given in place of a journal, it is refused with the ids of the clients that the run left behind.

Where a target file is gone, the journal itself is enough for most servers. A journal that cannot be worked off does not stop the others.

Exit codes: 0 nothing is left, 2 a file is no journal, or its target could not be opened, 3 a client stays, or may have been registered without an answer.`

const workerHelp = `
Needs the packages bullmq, ioredis and rate-limiter-flexible next to grantcheck: npm install bullmq ioredis rate-limiter-flexible
Name and password for Redis: REDIS_USERNAME, REDIS_PASSWORD. Secrets of targets come from the environment and the files of the
worker; evidence goes back redacted. A job whose worker is killed goes to another one; the worker that starts again on the same
machine, or takes the job with the same --journal folder, deletes the clients of the one that was killed.`

const fleetHelp = `
A fleet file:
  fleet: Realms in production
  targets:
    - https://as.example.com/realms/one             # issuer or base URL
    - tenants/*.yaml                                # target files
    - { target: https://as.example.com/realms/two, scope: read }     # members of a target file for this one alone
  defaults: { profile: rfc, client: { client_id: grantcheck, client_secret: { env: CLIENT_SECRET } } }
  perHost: { targets: 2, rate: 20 }                 # at most 2 targets and 20 requests a second at one host
  parallel: 8                                       # at most 8 targets at the same time

The result folder:
  fleet.json                                        the index, one entry for each target
  targets/ID/evidence.json.gz, report.json.gz       for judge, diff, certify
  targets/ID/report.html ...                        what --each asks for

A second round in the same folder says what got worse; --report prometheus=FILE is for monitoring.

Exit codes: the worst of all targets, in this order: 4 our own fault, 1 a target is nonconformant, 2 a target could not be
opened (its file or a secret is wrong), 3 a target is inconclusive or was not run, 0 all are conformant. 130 interrupted.`
