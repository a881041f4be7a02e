import { type Command, InvalidArgumentError, Option } from 'commander'
import { formatNames } from '../../../reports/format.ts'
import { failOnValues } from '../exit-codes.ts'

/** Runs a command's work; what it returns is the exit code. */
export type To = (run: () => Promise<number>) => Promise<void>

/** Gathers the values of an option that may be given several times. */
export const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value]

/** Reads a whole number from `minimum` up. */
export function wholeNumber(minimum: number, maximum = Number.POSITIVE_INFINITY): (value: string) => number {
  const range = Number.isFinite(maximum) ? `from ${minimum} to ${maximum}` : `from ${minimum} up`
  return (value) => {
    if (!/^\d+$/u.test(value) || Number(value) < minimum || Number(value) > maximum)
      throw new InvalidArgumentError(`Expected a whole number ${range}.`)
    return Number(value)
  }
}

const targetHelp =
  'issuer or base URL, or a target file; without it the embedded reference server, but not where CI is set'

export const addTarget = (command: Command): Command => command.argument('[target]', targetHelp)

/** What `run`, `doctor` and `list` need to know of the server. */
export function addTargetOptions(command: Command): Command {
  return command
    .option('--profile <name|file>', 'what to hold the target to: airlock-iam, rfc, or a profile file')
    .option('--set <key=value>', 'set a parameter of the profile (repeatable)', collect, [])
    .option('--ca <file>', 'PEM file with the certificate authority to trust')
    .option(
      '--timeout <ms>',
      "longest wait for one answer (default: the target file's limit, else 10000)",
      wholeNumber(1),
    )
}

/** --only, --skip, --tag and --severity. */
export function addSelection(command: Command): Command {
  return command
    .option('--only <glob>', 'run only these scenarios (repeatable)', collect, [])
    .option('--skip <glob>', 'leave these scenarios out (repeatable)', collect, [])
    .option(
      '--tag <word>',
      'only scenarios with this tag: one of their own, their kind, or a document such as rfc7591 (repeatable)',
      collect,
      [],
    )
    .addOption(
      new Option('--severity <verdict>', 'only scenarios that can fail, or that can at least warn').choices([
        'fail',
        'warn',
      ]),
    )
}

/** --report, --baseline, --fail-on and --verbose: of whatever ends in a report. */
export function addReporting(command: Command): Command {
  return command
    .option('--report <format[=path]>', `${formatNames.join(', ')}; to stdout without a path (repeatable)`, collect, [])
    .option('--baseline <file>', 'known failures: they change the exit code, never a verdict')
    .addOption(
      new Option('--fail-on <verdict>', 'be stricter about the exit code').choices(failOnValues).default('fail'),
    )
    .option('--verbose', 'also list what was not applicable')
}
