import pc from 'picocolors'
import { changeOf, findingsOf, outcomeOf, reasonOfResult } from '../../../reports/fleet/ranks.ts'
import { inert, shown, shownReason } from '../../../reports/text.ts'
import type { FleetResult } from '../../model/fleet.ts'
import type { Io } from '../io.ts'
import { clock } from '../progress.ts'

export interface FleetProgress {
  started(): void
  finished(result: FleetResult): void
  clear(): void
}

/**
 * Says on stderr what becomes of each target as soon as it is known, and how far the fleet is. On a terminal the last line is redrawn. `now` is in milliseconds.
 */
export function fleetProgress(
  io: Io,
  { total, done, quiet }: { readonly total: number; readonly done: number; readonly quiet: boolean },
  now: () => number = Date.now,
): FleetProgress {
  const { dim, green, red, yellow } = pc.createColors(io.color)
  const begun = now()
  let finished = 0
  let running = 0
  const state = (): string => {
    const left = total - done - finished
    const each = finished === 0 ? undefined : (now() - begun) / finished
    const forecast = each === undefined || left === 0 ? '' : `, about ${clock(each * left)} to go`
    return `${done + finished}/${total} targets${running > 0 ? `, ${running} running` : ''}${forecast}`
  }
  const erase = (): void => {
    if (io.tty && !quiet) io.err('\r\u001b[0K')
  }
  const draw = (): void => {
    if (io.tty && !quiet) io.err(dim(state()))
  }
  const tint = ({ exitCode }: FleetResult): ((text: string) => string) =>
    exitCode === 0 ? green : exitCode === 1 ? red : yellow
  return {
    started: () => {
      running += 1
      erase()
      draw()
    },
    finished: (result) => {
      running -= 1
      finished += 1
      if (quiet) return
      erase()
      const why = result.outcome === 'conformant' ? '' : shownReason(reasonOfResult(result))
      const parts = [shown(result.id, 60), findingsOf(result), changeOf(result), why].filter((part) => part !== '')
      const tail = io.tty ? '' : dim(`  (${state()})`)
      io.err(`${inert(`${tint(result)(outcomeOf(result).padEnd(13))} ${parts.join('  ')}`)}${tail}\n`)
      draw()
    },
    clear: erase,
  }
}
