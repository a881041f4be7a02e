import type { FleetResult } from '../../model/fleet.ts'
import { exitCodes } from '../exit-codes.ts'

/** What weighs more comes first: what is wrong with a server, before what is wrong with a file, before what nobody knows. */
const order: readonly number[] = [
  exitCodes.internal,
  exitCodes.nonconformant,
  exitCodes.usage,
  exitCodes.inconclusive,
  exitCodes.conformant,
]

export interface Ending {
  /** Targets that were to be run and were not. */
  readonly open: number
  readonly interrupted: boolean
  /** True: what was wrong in the round before as well is no alarm. */
  readonly onlyWorse: boolean
}

/** One exit code for all targets. A fleet that is not complete is never 0. */
export function fleetExitCode(results: readonly FleetResult[], { open, interrupted, onlyWorse }: Ending): number {
  if (interrupted) return exitCodes.interrupted
  const codes = results.map((result) => (onlyWorse ? alarmOf(result) : result.exitCode))
  if (open > 0) codes.push(exitCodes.inconclusive)
  return order.find((code) => codes.includes(code)) ?? exitCodes.conformant
}

/** Without a round before there is nothing to compare with. */
function alarmOf({ run, exitCode }: FleetResult): number {
  if (run?.change === undefined) return exitCode
  if (run.change.worse > 0) return exitCodes.nonconformant
  return exitCode === exitCodes.internal ? exitCode : exitCodes.conformant
}
