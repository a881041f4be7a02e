import pc from 'picocolors'
import type { DriveObserver } from '../drive/observer.ts'
import type { Io } from './io.ts'

/** Says on stderr what the run is about to do, then, on a terminal, how far it is: one line that is redrawn. */
export function progress(io: Io, quiet: boolean): DriveObserver & { clear(): void } {
  const { dim } = pc.createColors(io.color)
  let total = 0
  let finished = 0
  let exchanges = 0
  const draw = (): void => {
    if (io.tty && !quiet) io.err(`\r\u001b[2K${dim(`${finished}/${total} scenarios, ${exchanges} exchanges`)}`)
  }
  return {
    planned: (plan) => {
      total = plan.scenarios
      if (!quiet) {
        io.err(
          dim(`${plan.scenarios} scenarios, about ${plan.requests} requests, ${plan.clients} clients to register\n`),
        )
      }
    },
    exchange: () => {
      exchanges += 1
      if (exchanges % 10 === 0) draw()
    },
    scenarioFinished: () => {
      finished += 1
      draw()
    },
    clear: () => {
      if (io.tty && !quiet) io.err('\r\u001b[2K')
    },
  }
}
