import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import { addReporting, type To } from './shared.ts'

export function addJudge(program: Command, io: Io, to: To): void {
  addReporting(
    program
      .command('judge')
      .description('Judge recorded evidence again, offline: the verdicts of the run that recorded it'),
  )
    .argument('<evidence>', 'file written by run --evidence (.gz is unpacked)')
    .option('--profile <name|file>', 'judge by another profile than the one it was recorded with')
    .action((evidence, options) =>
      to(async () => (await import('../commands/judge.ts')).judgeFile({ ...options, evidence }, io)),
    )
}

const profileHelp = 'judge evidence by this profile (default: the one it was recorded with, where it ships)'

export function addDiff(program: Command, io: Io, to: To): void {
  program
    .command('diff')
    .description('Compare two runs check by check: what a deployment changed. Exit code 1 when something got worse')
    .argument('<before>', 'JSON report or evidence')
    .argument('<after>', 'JSON report or evidence')
    .option('--profile <name|file>', profileHelp)
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .action((before, after, options) =>
      to(async () => (await import('../commands/diff.ts')).diff({ ...options, before, after }, io)),
    )
}

export function addBaseline(program: Command, io: Io, to: To): void {
  program
    .command('baseline')
    .description('Keep the file of known failures that run --baseline reads')
    .command('update')
    .description('Add what fails now; move what the run looked at and found in order to "resolved", with its reason')
    .argument('<file>', 'baseline file; made when it is not there')
    .argument('<result>', 'JSON report or evidence of the run')
    .option('--profile <name|file>', profileHelp)
    .addOption(
      new Option('--fail-on <verdict>', 'warn: add warnings too, for runs with --fail-on warn')
        .choices(['fail', 'warn'])
        .default('fail'),
    )
    .action((file, result, options) =>
      to(async () => (await import('../commands/baseline.ts')).updateBaseline(file, result, options, io)),
    )
}
