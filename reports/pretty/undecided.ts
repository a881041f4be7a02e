import type { FinishedRun } from '../../suites/model/report.ts'
import { type Cause, causesOf } from '../causes.ts'
import { count, shown, shownReason, wrap } from '../text.ts'
import { checks, exchangeLine, next, repeat } from './entry.ts'
import { detail, field, heading, numbered, type Paper, paragraph } from './paper.ts'

const told = 12
const doctor = 'Run "grantcheck doctor" with the same target: it says what is missing, and how to fix it.'

/** What could not be decided, one entry per reason. */
export function undecided(run: FinishedRun, paper: Paper): readonly string[] {
  return causes(run, 'inconclusive', 'Not decided', paper.ink.yellow, paper)
}

/** Faults of the tool itself, one entry per reason. */
export function ownFaults(run: FinishedRun, paper: Paper): readonly string[] {
  return causes(run, 'error', 'Faults of grantcheck, please report', paper.ink.magenta, paper)
}

/** Why things do not apply: a list of reasons, without the details of an entry. */
export function notApplicable(run: FinishedRun, paper: Paper): readonly string[] {
  const all = causesOf(run.report, 'not-applicable')
  if (!paper.verbose || all.length === 0) return []
  const lines = all.flatMap((cause, index) => [
    ...(index === 0 ? [] : ['']),
    ...paragraph(paper, 2, shownReason(cause.because)),
    ...cause.items.map(({ id }) => paper.ink.dim(`${' '.repeat(detail)}${shown(id)}`)),
  ])
  return [...heading(paper, 'Not applicable', paper.ink.bold), ...lines]
}

function causes(
  run: FinishedRun,
  kind: 'inconclusive' | 'error',
  title: string,
  tint: (text: string) => string,
  paper: Paper,
): readonly string[] {
  const all = causesOf(run.report, kind)
  if (all.length === 0) return []
  const total = all.reduce((sum, { items }) => sum + items.length, 0)
  const why = all.length === 1 ? '' : ` for ${all.length} reasons`
  const full = paper.verbose ? all : all.slice(0, told)
  const left = all.length - full.length
  return [
    ...heading(paper, `${title}: ${count(total, 'check')}${why}`, (text) => paper.ink.bold(tint(text))),
    ...full.flatMap((cause, index) => [...(index === 0 ? [] : ['']), ...entry(cause, index, run, paper)]),
    ...(left === 0 ? [] : ['', ...paragraph(paper, 2, `And ${count(left, 'more reason')}, told by the JSON report.`)]),
  ]
}

function entry(cause: Cause, index: number, run: FinishedRun, paper: Paper): readonly string[] {
  const [first = '', ...rest] = wrap(shownReason(cause.because), paper.width - detail)
  const [item] = cause.items
  return [
    `${paper.ink.bold(numbered(index))}${first}`,
    ...rest.map((line) => `${' '.repeat(detail)}${line}`),
    '',
    ...exchangeLine(item, run, paper),
    ...checks(cause.items, paper),
    // A hint says how to mend what one check found; what blocks several has a cause before them all.
    ...(cause.items.length === 1 ? next(item, paper) : field(paper, detail, 'next', doctor)),
    ...repeat(item, run, paper),
  ]
}
