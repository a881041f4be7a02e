import pc from 'picocolors'
import type { FleetIndex, FleetOutcome, FleetResult } from '../../suites/model/fleet.ts'
import type { RenderOptions } from '../format.ts'
import { columns, inert, shown, shownReason, wrap } from '../text.ts'
import { changeOf, findingsOf, outcomeOf, partOf, ranked, reasonOfResult, tallyOf } from './ranks.ts'

/** The table of a fleet on a console: what has to be looked at first, with its reason; conformant targets only when asked for everything. */
export function renderFleetTable(index: FleetIndex, { color, width, verbose }: RenderOptions): string {
  const paint = pc.createColors(color)
  const tint: Readonly<Record<FleetOutcome, (text: string) => string>> = {
    invalid: paint.magenta,
    nonconformant: paint.red,
    unopened: paint.yellow,
    inconclusive: paint.yellow,
    conformant: paint.green,
  }
  const told = ranked(index.entries).filter(({ outcome }) => verbose || outcome !== 'conformant')
  const cells = (each: FleetResult): readonly string[] => [
    outcomeOf(each),
    shown(each.id, 40),
    findingsOf(each),
    changeOf(each),
  ]
  const widths = [0, 1, 2, 3].map((place) => Math.max(0, ...told.map((each) => columns(cells(each)[place] ?? ''))))
  const rows = told.flatMap((each) => {
    const [outcome = '', ...others] = cells(each).map((cell, place) => cell.padEnd(widths[place] ?? 0))
    const line = `  ${[tint[each.outcome](outcome), ...others].join('  ').trimEnd()}`
    if (each.outcome === 'conformant') return [line]
    return [line, ...wrap(shownReason(reasonOfResult(each)), Math.max(40, width - 6)).map((text) => `      ${text}`)]
  })
  const others = index.entries.filter((each) => !told.includes(each))
  const words = [...new Set(others.map(outcomeOf))]
  const conformant = words.map((word) =>
    paint.dim(`  ${others.filter((each) => outcomeOf(each) === word).length} ${word} (--verbose lists them)`),
  )
  const open =
    index.open.length === 0
      ? []
      : [
          `  not run: ${index.open
            .slice(0, 10)
            .map((id) => shown(id, 40))
            .join(', ')}${index.open.length > 10 ? ` and ${index.open.length - 10} more` : ''}`,
        ]
  const lines = [
    '',
    paint.bold(`  ${shown(index.fleet.title)}: ${partOf(index)}`),
    '',
    ...rows,
    ...conformant,
    ...open,
    '',
    `  ${paint.bold(tallyOf(index))}${index.complete ? '' : paint.yellow('  (not complete)')}`,
  ]
  return `${lines.map(inert).join('\n')}\n`
}
