import type { Exchange } from '../../suites/model/evidence.ts'
import type { FinishedRun } from '../../suites/model/report.ts'
import type { Group, Item } from '../causes.ts'
import { curlWords } from '../curl.ts'
import { oneLine } from '../one-line.ts'
import { repeatOf } from '../repeat.ts'
import { columns, count, shown } from '../text.ts'
import { detail, field, labelled, type Paper } from './paper.ts'

/** Checks that share a cause: the first three by name, the rest as a number (all of them when verbose). */
export function checks(items: Group<Item>, paper: Paper): readonly string[] {
  const named = paper.verbose ? items : items.slice(0, 3)
  const rest = items.length - named.length
  const lines = named.map(({ id }) => shown(id))
  return labelled(paper, detail, items.length === 1 ? 'check' : 'checks', [
    ...lines,
    ...(rest === 0 ? [] : [paper.ink.dim(`and ${count(rest, 'more', 'more')}`)]),
  ])
}

/** The deciding exchange in one line. */
export function exchangeLine(item: Item, run: FinishedRun, paper: Paper): readonly string[] {
  const exchange = exchangeOf(item, run)
  return exchange === undefined ? [] : field(paper, detail, 'exchange', oneLine(exchange))
}

/** What to do next. */
export function next(item: Item, paper: Paper): readonly string[] {
  return field(paper, detail, 'next', shown(item.check?.hint ?? '', 400))
}

/** The deciding request as a command to paste, broken between options. */
export function curl(item: Item, run: FinishedRun, paper: Paper): readonly string[] {
  const exchange = exchangeOf(item, run)
  if (exchange === undefined) return []
  return labelled(paper, detail, 'request', broken(curlWords(exchange), paper.width - detail - 13))
}

/** The command that repeats this. Never broken: it is there to be pasted. */
export function repeat(item: Item, run: FinishedRun, paper: Paper): readonly string[] {
  return labelled(paper, detail, 'repeat', [shown(repeatOf(item, run), 2000)])
}

function exchangeOf({ check }: Item, run: FinishedRun): Exchange | undefined {
  return check?.exchange === undefined ? undefined : run.exchanges.find(({ id }) => id === check.exchange)
}

function broken(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && columns(last) + columns(word) < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(lines.length === 0 ? word : `  ${word}`)
  }
  return lines.map((line, index) => (index === lines.length - 1 ? line : `${line} \\`))
}
