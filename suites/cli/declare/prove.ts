import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import { collect, type To, wholeNumber } from './shared.ts'

export function addProve(program: Command, io: Io, to: To): void {
  program
    .command('prove')
    .description(
      'Prove that each check can fail: run every mutant of the reference server and print which check kills it. With --answers, prove that each fault is seen: change the recorded answers of conformant runs, one thing at a time, and print what no check notices',
    )
    .option('--mutant <glob>', 'only these mutants (repeatable)', collect, [])
    .option(
      '--sample <percent>',
      'how many of the unrelated scenarios each mutant meets too, and how many mutants are confirmed (default: 10); with --answers, how many of the changes are tried (default: 100)',
      wholeNumber(0),
    )
    .option('--seed <n>', 'choose the sample', wholeNumber(0), 1)
    .option('--page <file>', 'write the kill matrix, or with --answers the account, as Markdown')
    .option('--check <file>', 'fail when this page is not what --page would write')
    .option('--quiet', 'no progress')
    .option('--answers', 'change recorded answers in place of the server')
    .option(
      '--operation <name>',
      'with --answers: only answers to this operation, such as token (repeatable)',
      collect,
      [],
    )
    .option(
      '--member <glob>',
      'with --answers: only changes of these places, such as "/expires_in" (repeatable)',
      collect,
      [],
    )
    .option(
      '--result <kind>',
      'with --answers: show changes that are caught, allowed, silent, blocked, unaccounted or a contradiction (repeatable; default: the last two)',
      collect,
      [],
    )
    .option('--run <glob>', 'with --answers: only the answers of these runs, such as "rfc" (repeatable)', collect, [])
    .option('--evidence <folder>', 'with --answers: keep the evidence of the runs there, and use what is there')
    .option('--json', 'with --answers: one JSON object a line in place of text')
    .addOption(new Option('--part <n/m>').hideHelp())
    .addHelpText('after', about)
    .action(({ answers, ...options }) =>
      to(async () =>
        answers
          ? (await import('../commands/prove-answers.ts')).proveAnswers(options, io)
          : (await import('../commands/prove.ts')).prove(options, io),
      ),
    )
}

const about = `
A change of an answer (--answers) comes to one of these:
  caught         a check fails or warns
  allowed        a sentence of a document lets the answer be so (specs/allowances)
  silent         no document says anything of it, and it does not matter
  blocked        such an answer says nothing about the server: checks are inconclusive, and an allowance says why
  unaccounted    none of these: a hole in the suite. Write a check, or an allowance with its sentence
  contradiction  a check fails where an allowance lets the answer be so

Examples:
  grantcheck prove --mutant 'token-*'
  grantcheck prove --answers --operation token --member /expires_in --run rfc
  grantcheck prove --answers --operation introspect --result unaccounted --json
  grantcheck prove --answers --sample 10 --seed 7`
