import type { Conclusion, Report, Totals } from '../../suites/model/report.ts'
import { shown, wrap } from '../text.ts'
import { limitations } from './limitations.ts'
import { heading, type Paper, type Tint } from './paper.ts'

/** The end of the page, where the eye is when the run is over: limitations, totals, and the conclusion last of all. */
export function summary(report: Report, paper: Paper): readonly string[] {
  return [
    ...heading(paper, 'Result', paper.ink.bold),
    ...limitations(report, paper),
    `  ${paper.ink.dim('checks'.padEnd(15))}${totals(report.totals, paper)}`,
    '',
    ...(report.complete
      ? []
      : [`  ${paper.ink.yellow('This run was cut short: what is missing was not looked at.')}`, '']),
    ...conclusion(report, paper),
  ]
}

function totals(all: Totals, { ink }: Paper): string {
  const part = (n: number, word: string, tint: Tint): string =>
    n === 0 ? ink.dim(`${n} ${word}`) : tint(`${n} ${word}`)
  return [
    part(all.pass, 'pass', ink.green),
    part(all.fail, 'fail', ink.red),
    part(all.warn, 'warn', ink.yellow),
    part(all.inconclusive, 'inconclusive', ink.yellow),
    part(all.notApplicable, 'not applicable', ink.dim),
    part(all.error, 'error', ink.magenta),
  ].join('   ')
}

function conclusion(report: Report, paper: Paper): readonly string[] {
  const word = report.conclusion.toUpperCase()
  const [first = '', ...rest] = wrap(`${word}  ${shown(report.because, 400)}`, paper.width - 2)
  const tint = tintOf(report.conclusion, paper)
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
