import type { Conclusion, Report, Totals } from '../../suites/model/report.ts'
import { headline, reasonOf, tone } from '../claim.ts'
import { tally } from '../findings.ts'
import { columns, shownReason, wrap } from '../text.ts'
import { limitations } from './limitations.ts'
import { heading, type Paper, type Tint } from './paper.ts'

const label = 15

/** The end of the page, where the eye is when the run is over: limitations, totals, and the conclusion last of all. */
export function summary(report: Report, paper: Paper): readonly string[] {
  return [
    ...heading(paper, 'Result', paper.ink.bold),
    ...limitations(report, paper),
    ...found(report, paper),
    ...totals(report.totals, paper),
    '',
    ...(report.complete
      ? []
      : [`  ${paper.ink.yellow('This run was cut short: what is missing was not looked at.')}`, '']),
    ...conclusion(report, paper),
  ]
}

function found({ findings }: Report, { ink }: Paper): readonly string[] {
  return findings.length === 0
    ? []
    : [`  ${ink.dim('findings'.padEnd(label))}${tally(findings).replaceAll(', ', '   ')}`]
}

function totals(all: Totals, { ink, width }: Paper): readonly string[] {
  const parts: readonly (readonly [string, Tint])[] = [
    [`${all.pass} pass`, ink.green],
    [`${all.fail} fail`, ink.red],
    [`${all.warn} warn`, ink.yellow],
    [`${all.inconclusive} inconclusive`, ink.yellow],
    [`${all.notApplicable} not applicable`, ink.dim],
    [`${all.error} error`, ink.magenta],
  ]
  const tinted = parts.map(([text, tint]) => (text.startsWith('0 ') ? ink.dim(text) : tint(text)))
  const room = width - 2 - label
  const fits = columns(parts.map(([text]) => text).join('   ')) <= room
  const lines = fits ? [tinted] : [tinted.slice(0, 3), tinted.slice(3)]
  return lines.map((line, index) => `  ${ink.dim((index === 0 ? 'checks' : '').padEnd(label))}${line.join('   ')}`)
}

function conclusion(report: Report, paper: Paper): readonly string[] {
  const word = headline(report).toUpperCase()
  const [first = '', ...rest] = wrap(`${word}  ${shownReason(reasonOf(report))}`, paper.width - 2)
  const tint = tintOf(tone(report), paper)
  return [`  ${tint(word)}${first.slice(word.length)}`, ...rest.map((line) => `  ${line}`)]
}

function tintOf(kind: Conclusion, { ink }: Paper): Tint {
  switch (kind) {
    case 'conformant':
      return (text) => ink.bold(ink.green(text))
    case 'nonconformant':
      return (text) => ink.bold(ink.red(text))
    case 'inconclusive':
      return (text) => ink.bold(ink.yellow(text))
    case 'invalid':
      return (text) => ink.bold(ink.magenta(text))
    default:
      return kind satisfies never
  }
}
