import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import { addTarget, addTargetOptions, type To, wholeNumber } from './shared.ts'

export function addFuzz(program: Command, io: Io, to: To): void {
  addTargetOptions(
    addTarget(
      program
        .command('fuzz')
        .description(
          'Send odd requests by chance, and print what the server does wrong as the shortest scenario that shows it',
        ),
    ),
  )
    .option(
      '--runs <n>',
      'cases to send: up to five requests about one client, or up to three registrations',
      wholeNumber(1),
      200,
    )
    .option('--seed <n>', 'send the same cases as the run that printed this seed', wholeNumber(0))
    .option('--shrinks <n>', 'attempts to make one case smaller, each sent to the server', wholeNumber(0), 40)
    .option('--max-requests <n>', 'requests of the whole run at most, clean-up among them', wholeNumber(1), 4000)
    .option('--deadline <seconds>', 'longest time of the whole run', wholeNumber(1), 900)
    .option('--rate <n>', 'requests per second at most', wholeNumber(1))
    .option('--read-only', 'register, change, revoke and delete nothing; needs a client in the target file')
    .option('--keep-clients', 'do not delete the clients that the run registers')
    .option(
      '--journal <file>',
      'note each client here until it is deleted, for "grantcheck cleanup" (default: a file in the state folder of the user)',
    )
    .option('--out <file>', 'write the scenario here, further ones next to it, and a profile that runs them')
    .addOption(new Option('--report <format>', 'text, or json on stdout').choices(['text', 'json']).default('text'))
    .option('--quiet', 'no progress')
    .addHelpText('after', help)
    .action((target, options) =>
      to(async () => (await import('../commands/fuzz.ts')).fuzzCommand({ ...options, target }, io)),
    )
}

const help = `
What is sent: registrations with odd metadata, and the life of one client in any order: token requests with odd or repeated parameters, wrong and absent
credentials, introspection, revocation, reads, updates, deletion, whatever of this the server offers. What is held against it: requirements of the
documents that no right server breaks, whatever it is sent. No request is answered with 500; no token without a right; a deleted client is gone, a revoked
token is not active, a record opens for its owner only; errors have the form of their documents. "grantcheck explain ID" has the words of each.

A case that fails is made smaller: fewer requests, fewer members, simpler values. The smallest is sent once more, and printed in the scenario language.
  grantcheck fuzz target.yaml --out found.yaml
  grantcheck lint found.yaml
  grantcheck run target.yaml --profile found.profile.yaml --only 'fuzz/*'      fails until the server is repaired

Every client is noted before it is registered, and deleted after its case. Do not point it at a server whose logs or alarms others rely on: it sends several
requests a second, most of them wrong. --rate, --max-requests and --deadline bound it.

Exit codes:
  0   nothing found     all cases were sent
  1   found             at least one case fails, twice
  2   usage             an option or the target file is wrong; nothing was sent
  3   not decided       unreachable, no token and no registration, or not all cases could be sent
  4   our own fault     please report it
  130 interrupted       clients are cleaned up, what was found is printed`
