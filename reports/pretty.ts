import type { FinishedRun } from '../suites/model/report.ts'
import type { RenderOptions } from './format.ts'
import { findings, requestNote } from './pretty/findings.ts'
import { header } from './pretty/header.ts'
import { paperFor } from './pretty/paper.ts'
import { remarks } from './pretty/remarks.ts'
import { summary } from './pretty/summary.ts'
import { notApplicable, ownFaults, undecided } from './pretty/undecided.ts'
import { inert } from './text.ts'

/**
 * The page for people: what is wrong first, told for somebody who never read an RFC; totals, limitations and the conclusion
 * last. Text from the server cannot colour, move or reorder anything.
 */
export function renderPretty(run: FinishedRun, options: RenderOptions): string {
  const paper = paperFor(options)
  const found = findings(run, paper)
  const lines = [
    ...header(run.report, paper),
    ...found,
    ...requestNote(found, paper),
    ...undecided(run, paper),
    ...ownFaults(run, paper),
    ...notApplicable(run, paper),
    ...remarks(run.report, paper),
    ...summary(run.report, paper),
  ]
  return `${lines.map((line) => inert(line.trimEnd())).join('\n')}\n`
}
