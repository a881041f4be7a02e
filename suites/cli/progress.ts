import pc from 'picocolors'
import { count } from '../../reports/text.ts'
import { groupOfRow } from '../drive/estimate.ts'
import type { DriveObserver, Estimate } from '../drive/observer.ts'
import type { Io } from './io.ts'

/** Milliseconds between two pictures on a terminal, and between two lines of a log. */
const pace = { terminal: 100, log: 5000 }

/** Milliseconds after which a run counts as long: only then is there something to forecast. */
const long = 5000

interface Group {
  readonly total: number
  done: number
}

/**
 * Says on stderr what the run is about to do, then how far it is. On a terminal: a line for each group of scenarios, redrawn in
 * place, gone when the run is over. In a log: a line every few seconds of a long run. `now` is in milliseconds.
 */
export function progress(io: Io, quiet: boolean, now: () => number = Date.now): DriveObserver & { clear(): void } {
  const { dim, green } = pc.createColors(io.color)
  const groups = new Map<string, Group>()
  const started = now()
  let exchanges = 0
  let told = started
  let drawn = 0
  let timer: NodeJS.Timeout | undefined

  const picture = (): readonly string[] => {
    const width = Math.max(...[...groups.keys()].map((name) => name.length), 4)
    const lines = [...groups].map(([name, { total, done }]) => {
      const line = `${name.padEnd(width)}  ${String(done).padStart(3)}/${total}`
      return done === total ? `${green('✓')} ${dim(line)}` : `  ${line}`
    })
    return [...lines, dim(`  ${summary()}`)]
  }
  const summary = (): string => {
    const all = [...groups.values()]
    const done = all.reduce((sum, each) => sum + each.done, 0)
    const total = all.reduce((sum, each) => sum + each.total, 0)
    return `${done}/${total} scenarios, ${count(exchanges, 'exchange')}, ${clock(now() - started)}${forecast(done, total)}`
  }
  const forecast = (done: number, total: number): string => {
    const elapsed = now() - started
    if (elapsed < long || done === 0 || done === total) return ''
    return `, about ${clock((elapsed / done) * (total - done))} to go`
  }
  const erase = (): void => {
    if (drawn > 0) io.err(`\u001b[${drawn}A\r\u001b[0J`)
    drawn = 0
  }
  const tell = (force = false): void => {
    if (quiet || groups.size === 0) return
    if (!force && now() - told < (io.tty ? pace.terminal : pace.log)) return
    told = now()
    if (!io.tty) {
      io.err(`${dim(summary())}\n`)
      return
    }
    const lines = picture()
    erase()
    io.err(`${lines.join('\n')}\n`)
    drawn = lines.length
  }
  /** A line that stays, above the picture. */
  const note = (text: string): void => {
    if (io.tty) erase()
    io.err(dim(`${text}\n`))
  }
  return {
    planned: (plan) => {
      for (const [name, total] of Object.entries(plan.groups)) groups.set(name, { total, done: 0 })
      if (quiet) return
      note(announcement(plan))
      timer = setInterval(() => tell(), 1000)
      timer.unref()
    },
    repeating: (rows) => {
      if (!quiet) note(`${count(rows, 'scenario')} in which something failed or warned: once more, alone`)
    },
    exchange: () => {
      exchanges += 1
      tell()
    },
    scenarioFinished: ({ id }) => {
      const group = groups.get(groupOfRow(id))
      if (group !== undefined) group.done += 1
      tell()
    },
    clear: () => {
      clearInterval(timer)
      if (io.tty) erase()
    },
  }
}

const announcement = ({ scenarios, requests, most, clients }: Estimate): string =>
  `${count(scenarios, 'scenario')}, about ${count(requests, 'request')}${most === undefined ? '' : ` (at most ${most} are sent${requests > most ? ': they will not suffice' : ''})`}, ${count(clients, 'client')} to register`

/** "12 s", "3 min 5 s". */
export function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
