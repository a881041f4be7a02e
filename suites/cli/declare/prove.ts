import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import { collect, type To, wholeNumber } from './shared.ts'

export function addProve(program: Command, io: Io, to: To): void {
  program
    .command('prove')
    .description(
      'Prove that each check can fail: run every mutant of the reference server and print which check kills it',
    )
    .option('--mutant <glob>', 'only these mutants (repeatable)', collect, [])
    .option(
      '--sample <percent>',
      'how many of the unrelated scenarios each mutant meets too, and how many mutants are confirmed',
      wholeNumber(0),
      10,
    )
    .option('--seed <n>', 'choose the sample', wholeNumber(0), 1)
    .option('--page <file>', 'write the kill matrix as Markdown')
    .option('--check <file>', 'fail when this page is not what --page would write')
    .option('--quiet', 'no progress')
    .addOption(new Option('--part <n/m>').hideHelp())
    .action((options) => to(async () => (await import('../commands/prove.ts')).prove(options, io)))
}
