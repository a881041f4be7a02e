import { type Command, Option } from 'commander'
import { modes } from '../../model/mutant.ts'
import type { Io } from '../io.ts'
import { addSelection, addTarget, addTargetOptions, type To, wholeNumber } from './shared.ts'

export function addDoctor(program: Command, io: Io, to: To): void {
  addTargetOptions(
    addTarget(
      program.command('doctor').description('Can we run against this target at all? Findings with a fix, no verdicts'),
    ),
  ).action((target, options) =>
    to(async () => (await import('../commands/doctor.ts')).doctor({ ...options, target }, io)),
  )
}

export function addList(program: Command, io: Io, to: To): void {
  addSelection(
    addTargetOptions(
      addTarget(
        program
          .command('list')
          .description('List scenarios (and which would run), requirements or profiles')
          .argument('<what>', 'scenarios, requirements or profiles'),
      ),
    ),
  )
    .option('--uncovered', 'requirements: only those that no check cites')
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .action((what, target, options) =>
      to(async () => (await import('../commands/list.ts')).list({ ...options, what, target }, io)),
    )
}

export function addExplain(program: Command, io: Io, to: To): void {
  program
    .command('explain')
    .description(
      'Explain a requirement, scenario, limitation, profile or check: source, probe, what passes and what fails',
    )
    .argument('<id>', 'for example rfc6749.5.2.unsupported-grant-type or token/invalid-client, or a profile file')
    .option('--profile <file>', 'a profile of your own: its rules and scenarios are known too')
    .action((id, { profile }) => to(async () => (await import('../commands/explain.ts')).explain(id, profile, io)))
}

export function addInit(program: Command, io: Io, to: To): void {
  program
    .command('init')
    .description(
      'Write a target file, a profile, a rule of your own with its scenario, and a CI file; then look with doctor',
    )
    .option('--issuer <url>', 'the server (asked for where it is left out)')
    .option('--team <name>', 'short name that your rules begin with')
    .addOption(new Option('--ci <kind>', 'which CI file').choices(['github', 'gitlab', 'none']))
    .option('--folder <path>', 'where to write', '.')
    .option('--no-doctor', 'send nothing')
    .action((options) => to(async () => (await import('../commands/init.ts')).init(options, io)))
}

export function addLint(program: Command, io: Io, to: To): void {
  program
    .command('lint')
    .description('Check scenario, profile and target files; without files the shipped specifications')
    .argument('[files...]')
    .action((files) => to(async () => (await import('../commands/lint.ts')).lintCommand(files, io)))
}

export function addServe(program: Command, io: Io, to: To): void {
  program
    .command('serve')
    .description('Start the reference server, or a deliberately broken variant of it')
    .option('--mutant <id>', 'break one rule ("--mutant list" shows them all)')
    .addOption(
      new Option(
        '--mode <mode>',
        "airlock: the documented contract; full: a complete server; smart: a FHIR server and its authorization server (default: the mutant's, else airlock)",
      ).choices(modes),
    )
    .option('--port <n>', 'port on 127.0.0.1', wholeNumber(0, 65_535), 0)
    .option('--jwks <file>', 'mode smart: make a client for the keys of this JWK Set, as an operator does by hand')
    .option('--jwks-uri <url>', 'mode smart: make a client whose keys are at this URL, too')
    .action((options) => to(async () => (await import('../commands/serve.ts')).serve(options, io)))
}
