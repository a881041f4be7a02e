import type { FleetIndex, FleetResult } from '../../suites/model/fleet.ts'
import { code, cutTo, prose, proseReason } from '../markdown-text.ts'
import { changeOf, findingsOf, outcomeOf, partOf, ranked, reasonOfResult, tallyOf } from './ranks.ts'

/** As for a single run: what a comment on a pull request holds. */
const longest = 60_000

/** GitHub flavoured Markdown: the tally, then one row for each target that is not conformant, the worst first. */
export function renderFleetMarkdown(index: FleetIndex): string {
  const told = ranked(index.entries).filter(({ outcome }) => outcome !== 'conformant')
  const head = [
    `## grantcheck fleet: ${prose(index.fleet.title)}`,
    '',
    `**${tallyOf(index)}** (${partOf(index)})${index.complete ? '' : ', cut short: what is missing was not looked at'}.`,
    '',
    ...(told.length === 0
      ? []
      : ['| target | outcome | findings | since the last round | why |', '| --- | --- | --- | --- | --- |']),
  ].join('\n')
  const { kept, left } = cutTo(told.map(rowOf), longest - head.length)
  const more = left === 0 ? [] : ['', `_and ${left} more: see fleet.json._`]
  return `${[head, ...kept, ...more].join('\n')}\n`
}

const rowOf = (result: FleetResult): string =>
  `| ${code(result.id)} | ${outcomeOf(result)} | ${findingsOf(result)} | ${changeOf(result)} | ${proseReason(reasonOfResult(result))} |`
