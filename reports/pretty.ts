import type { FinishedRun } from '../suites/model/report.ts'
import type { RenderOptions } from './format.ts'
import { header } from './pretty/header.ts'
import { paperFor } from './pretty/paper.ts'
import { remarks } from './pretty/remarks.ts'
import { summary } from './pretty/summary.ts'
import { notApplicable, ownFaults, undecided } from './pretty/undecided.ts'
import { requestNote, violations } from './pretty/violations.ts'
import { inert } from './text.ts'

/**
 * The page for people: what is wrong first, told for somebody who never read an RFC; totals, limitations and the conclusion
 * last. Text from the server cannot colour, move or reorder anything.
 */
export function renderPretty(run: FinishedRun, options: RenderOptions): string {
  const paper = paperFor(options)
  const failed = violations(run, 'fail', paper)
  const warned = violations(run, 'warn', paper)
  const note = requestNote(failed, paper)
  const lines = [
    ...header(run.report, paper),
    ...failed,
    ...note,
    ...warned,
    ...(note.length === 0 ? requestNote(warned, paper) : []),
    ...undecided(run, paper),
    ...ownFaults(run, paper),
    ...notApplicable(run, paper),
    ...remarks(run.report, paper),
    ...summary(run.report, paper),
  ]
  return `${lines.map((line) => inert(line.trimEnd())).join('\n')}\n`
}
