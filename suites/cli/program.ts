import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { packageVersion } from '../session/version.ts'
import { exitCodes, failOnValues } from './exit-codes.ts'
import type { Io } from './io.ts'

const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value]

function wholeNumber(minimum: number): (value: string) => number {
  return (value) => {
    if (!/^\d+$/u.test(value) || Number(value) < minimum)
      throw new InvalidArgumentError(`Expected a whole number from ${minimum} up.`)
    return Number(value)
  }
}

/**
 * Runs one command line (without node and script) and returns the exit code. Commands are imported only when called, so that
 * `--help` and a run do not pay for each other.
 */
export async function runProgram(args: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.conformant
  const program = new Command('grantcheck')
    .description(
      'Conformance suite for machine-to-machine OAuth: client registration, client credentials, JWT access tokens, and what happens to refresh, revocation and introspection.',
    )
    .version(packageVersion())
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .addHelpText('after', examples)
  const to = async (run: () => Promise<number>): Promise<void> => {
    code = await run()
  }

  addRun(program, io, to)
  addDoctor(program, io, to)
  addList(program, io, to)
  addExplain(program, io, to)
  addLint(program, io, to)
  addJudge(program, io, to)
  addServe(program, io, to)
  addProve(program, io, to)
  for (const command of program.commands) command.copyInheritedSettings(program)
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exitCodes.conformant : exitCodes.usage
  }
  return code
}

type To = (run: () => Promise<number>) => Promise<void>

const targetHelp = 'issuer or base URL, or a target file; without it the embedded reference server'

function addTargetOptions(command: Command): Command {
  return command
    .argument('[target]', targetHelp)
    .option('--profile <name|file>', 'what to hold the target to: airlock-iam, rfc, or a profile file')
    .option('--set <key=value>', 'set a parameter of the profile (repeatable)', collect, [])
    .option('--ca <file>', 'PEM file with the certificate authority to trust')
    .option('--timeout <ms>', 'longest wait for one answer', wholeNumber(1), 10_000)
}

function addSelection(command: Command): Command {
  return command
    .option('--only <glob>', 'run only these scenarios (repeatable)', collect, [])
    .option('--skip <glob>', 'leave these scenarios out (repeatable)', collect, [])
}

function addRun(program: Command, io: Io, to: To): void {
  addSelection(
    addTargetOptions(program.command('run').description('Run a profile against a target and print the verdict')),
  )
    .option('--report <format[=path]>', 'pretty, json or junit; to stdout without a path (repeatable)', collect, [])
    .option('--evidence <path>', 'write everything that was seen, redacted, for "grantcheck judge"')
    .option('--seed <n>', 'repeat a run with the same invented data', wholeNumber(0))
    .option('--concurrency <n>', 'scenarios at the same time', wholeNumber(1))
    .option('--rate <n>', 'requests per second at most', wholeNumber(1))
    .addOption(
      new Option('--fail-on <verdict>', 'be stricter about the exit code').choices(failOnValues).default('fail'),
    )
    .option('--dry-run', 'print every request that would be sent, and send none')
    .option('--keep-clients', 'do not delete the clients that the run registers')
    .option('--verbose', 'also list what was not applicable')
    .option('--quiet', 'no progress')
    .addHelpText('after', runHelp)
    .action((target, options) => to(async () => (await import('./commands/run.ts')).run({ ...options, target }, io)))
}

function addDoctor(program: Command, io: Io, to: To): void {
  addTargetOptions(
    program.command('doctor').description('Can we run against this target at all? Findings with a fix, no verdicts'),
  ).action((target, options) =>
    to(async () => (await import('./commands/doctor.ts')).doctor({ ...options, target }, io)),
  )
}

function addList(program: Command, io: Io, to: To): void {
  addSelection(
    addTargetOptions(
      program
        .command('list')
        .description('List scenarios (and which would run), requirements or profiles')
        .argument('<what>', 'scenarios, requirements or profiles'),
    ),
  )
    .option('--uncovered', 'requirements: only those that no check cites')
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .action((what, target, options) =>
      to(async () => (await import('./commands/list.ts')).list({ ...options, what, target }, io)),
    )
}

function addExplain(program: Command, io: Io, to: To): void {
  program
    .command('explain')
    .description(
      'Explain a requirement, scenario, limitation, profile or check: source, probe, what passes and what fails',
    )
    .argument('<id>', 'for example rfc6749.5.2.unsupported-grant-type or token/invalid-client')
    .action((id) => to(async () => (await import('./commands/explain.ts')).explain(id, io)))
}

function addLint(program: Command, io: Io, to: To): void {
  program
    .command('lint')
    .description('Check scenario, profile and target files; without files the shipped specifications')
    .argument('[files...]')
    .action((files) => to(async () => (await import('./commands/lint.ts')).lint(files, io)))
}

function addJudge(program: Command, io: Io, to: To): void {
  program
    .command('judge')
    .description('Judge recorded evidence again, offline: the verdicts of the run that recorded it')
    .argument('<evidence>', 'file written by run --evidence')
    .option('--profile <name|file>', 'judge by another profile than the one it was recorded with')
    .option('--report <format[=path]>', 'pretty, json or junit (repeatable)', collect, [])
    .addOption(
      new Option('--fail-on <verdict>', 'be stricter about the exit code').choices(failOnValues).default('fail'),
    )
    .option('--verbose', 'also list what was not applicable')
    .action((evidence, options) =>
      to(async () => (await import('./commands/judge.ts')).judgeFile({ ...options, evidence }, io)),
    )
}

function addServe(program: Command, io: Io, to: To): void {
  program
    .command('serve')
    .description('Start the reference server, or a deliberately broken variant of it')
    .option('--mutant <id>', 'break one rule ("--mutant list" shows them all)')
    .addOption(
      new Option('--mode <mode>', 'airlock: the documented contract; full: a complete server')
        .choices(['airlock', 'full'])
        .default('airlock'),
    )
    .option('--port <n>', 'port on 127.0.0.1', wholeNumber(0), 0)
    .action((options) => to(async () => (await import('./commands/serve.ts')).serve(options, io)))
}

function addProve(program: Command, io: Io, to: To): void {
  program
    .command('prove')
    .description(
      'Prove that each check can fail: run every mutant of the reference server and print which check kills it',
    )
    .option('--mutant <glob>', 'only these mutants (repeatable)', collect, [])
    .option('--sample <percent>', 'how many of the unrelated scenarios each mutant meets too', wholeNumber(0), 100)
    .option('--seed <n>', 'choose the sample', wholeNumber(0), 1)
    .option('--page <file>', 'write the kill matrix as Markdown')
    .option('--check <file>', 'fail when this page is not what --page would write')
    .option('--quiet', 'no progress')
    .addOption(new Option('--part <n/m>').hideHelp())
    .action((options) => to(async () => (await import('./commands/prove.ts')).prove(options, io)))
}

const examples = `
Examples:
  grantcheck run                                        the embedded reference server, profile airlock-iam
  grantcheck run https://as.example.com --profile rfc   a server by its issuer
  grantcheck run target.yaml --report junit=out.xml     everything in one target file, a report for CI
  grantcheck doctor https://as.example.com              what is missing before a run
  grantcheck explain rfc7009.2.2.unknown-token-200      a requirement in plain words

Exit codes: 0 conformant, 1 nonconformant, 2 usage or configuration, 3 inconclusive, 4 our own fault, 130 interrupted.
Secrets are never options: name environment variables or files in the target file.`

const runHelp = `
Exit codes:
  0   conformant       every obligatory check that applies passed
  1   nonconformant    at least one MUST, contract clause or limitation is violated
  2   usage            an option, target or specification file is wrong; nothing was sent
  3   inconclusive     unreachable, blocked, or an obligatory check could not be decided
  4   our own fault    please report it
  130 interrupted      clients are cleaned up, reports are written and marked incomplete`
