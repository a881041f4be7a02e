import { Command, CommanderError } from 'commander'
import { packageVersion } from '../run/version.ts'
import { addCertify, addKeygen, addStamp, addVerify } from './declare/certificate.ts'
import { addBaseline, addDiff, addJudge } from './declare/evidence.ts'
import { addCleanup, addFleet, addMerge, addWorker } from './declare/fleet.ts'
import { addFuzz } from './declare/fuzz.ts'
import { addDoctor, addExplain, addInit, addLint, addList, addServe } from './declare/inspect.ts'
import { addProve } from './declare/prove.ts'
import { addDemo, addRun } from './declare/run.ts'
import type { To } from './declare/shared.ts'
import { addSite } from './declare/site.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'

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
  const to: To = async (run) => {
    code = await run()
  }

  addRun(program, io, to)
  addDemo(program, io, to)
  addFleet(program, io, to)
  addWorker(program, io, to)
  addMerge(program, io, to)
  addCleanup(program, io, to)
  addInit(program, io, to)
  addDoctor(program, io, to)
  addList(program, io, to)
  addExplain(program, io, to)
  addLint(program, io, to)
  addJudge(program, io, to)
  addDiff(program, io, to)
  addBaseline(program, io, to)
  addKeygen(program, io, to)
  addCertify(program, io, to)
  addStamp(program, io, to)
  addVerify(program, io, to)
  addSite(program, io, to)
  addServe(program, io, to)
  addProve(program, io, to)
  addFuzz(program, io, to)
  for (const command of program.commands) {
    command.copyInheritedSettings(program)
    for (const nested of command.commands) nested.copyInheritedSettings(program)
    for (const each of [command, ...command.commands]) refuseOptionsAsValues(each)
  }
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exitCodes.conformant : exitCodes.usage
  }
  return code
}

/** In "--evidence --quiet" a path was forgotten: Commander would write to a file called "--quiet". */
function refuseOptionsAsValues(command: Command): void {
  for (const option of command.options) {
    if (!option.required) continue
    const { parseArg } = option
    option.argParser((value, previous) => {
      if (command.options.some(({ long }) => long === value))
        command.error(`error: option '${option.flags}' argument missing`, { code: 'commander.optionMissingArgument' })
      return parseArg === undefined ? value : parseArg(value, previous)
    })
  }
}

const examples = `
Examples:
  grantcheck demo                                       the embedded reference server, profile airlock-iam
  grantcheck run https://as.example.com --profile rfc   a server by its issuer
  grantcheck run target.yaml --report junit=out.xml     everything in one target file, a report for CI
  grantcheck fleet fleet.yaml                           many servers: one table, one exit code
  grantcheck doctor https://as.example.com              what is missing before a run
  grantcheck fuzz target.yaml --out found.yaml          odd requests by chance, and the shortest scenario that fails
  grantcheck diff before.json after.json                what did this deployment change?
  grantcheck certify evidence.json --key KEY --out B    a bundle that anyone can judge again: verify B --key KEY.pub
  grantcheck site results --out public                  a static site of many results: servers, versions, what changed
  grantcheck explain rfc7009.2.2.unknown-token-200      a requirement in plain words

Exit codes: 0 conformant, 1 nonconformant, 2 usage or configuration, 3 inconclusive, 4 our own fault, 130 interrupted.
Secrets are never options: name environment variables or files in the target file.`
