import type { Finding, FinishedRun, LimitationReport, Report } from '../suites/model/report.ts'
import { causesOf } from './causes.ts'
import { claimed, headline, productOf, reasonOf } from './claim.ts'
import { curlFor } from './curl.ts'
import { type Observation, sourceOf, type ToldFinding, tally, toldFindings } from './findings.ts'
import { code, cutTo, fenced, prose, proseReason } from './markdown-text.ts'
import { oneLine } from './one-line.ts'
import { repeatOf } from './repeat.ts'
import { count } from './text.ts'

/** A comment on a pull request holds 65,536 characters; what is beyond is named and left to the other reports. */
const longest = 60_000
/** Findings in the first table. */
const listed = 50

/**
 * GitHub flavoured Markdown for a pull request or a wiki: conclusion, totals, the findings in one line each, limitations, then one folded section for each
 * finding. Text from the server stands in code or escaped, so that it cannot format, link or mention anything.
 */
export function renderMarkdown(run: FinishedRun): string {
  const { report } = run
  const sections = [...toldFindings(report).map((each) => finding(each, run)), ...undecided(report)]
  const head = [...title(report), ...findings(report), ...limitations(report), ...baseline(report)].join('\n')
  const foot = footer(report)
  const { kept, left } = cutTo(sections, longest - head.length - foot.length)
  const more = left === 0 ? [] : [`_${count(left, 'more section')}: see the HTML or JSON report._\n`]
  return `${[head, ...kept, ...more, foot].join('\n')}\n`
}

function title(report: Report): readonly string[] {
  const { target, totals, complete } = report
  const product = productOf(target)
  return [
    `## grantcheck: ${headline(report)}`,
    '',
    `${proseReason(reasonOf(report))}. ${report.partial === undefined ? 'Profile' : 'No profile:'} ${code(claimed(report))}, target ${code(target.named)}${product === undefined ? '' : `, ${prose(product)}`}.`,
    '',
    ...(complete ? [] : ['**This run was cut short: what is missing was not looked at.**', '']),
    '| pass | fail | warn | inconclusive | not applicable | error |',
    '| ---: | ---: | ---: | ---: | ---: | ---: |',
    `| ${[totals.pass, totals.fail, totals.warn, totals.inconclusive, totals.notApplicable, totals.error].join(' | ')} |`,
    '',
  ]
}

function limitations({ limitations: all }: Report): readonly string[] {
  if (all.length === 0) return []
  const row = (one: LimitationReport): string =>
    `| ${one.id} | ${one.outcome === 'violated' ? '**violated**' : one.outcome} | ${one.grade ?? ''} | ${proseReason(one.because)} |`
  return ['| limitation | outcome | grade | why |', '| --- | --- | --- | --- |', ...all.map(row), '']
}

function baseline({ baseline: found }: Report): readonly string[] {
  if (found === undefined || found.problems.length === 0) return []
  return [...found.problems.map((each) => `- ${each.kind}: ${prose(each.message)}`), '']
}

/** The findings in one line each, so that they are read before anything is unfolded. */
function findings({ findings: all }: Report): readonly string[] {
  if (all.length === 0) return []
  const row = ({ title: text, class: name, severity, checks }: Finding): string =>
    `| ${prose(text)} | ${name} | ${severity} | ${checks.length} |`
  return [
    `**${count(all.length, 'finding')}: ${tally(all)}**`,
    '',
    '| finding | about | severity | checks |',
    '| --- | --- | --- | ---: |',
    ...all.slice(0, listed).map(row),
    ...(all.length > listed ? [`| and ${all.length - listed} more | | | |`] : []),
    '',
  ]
}

function finding({ finding: one, requirements, observations }: ToldFinding, run: FinishedRun): string {
  return [
    `<details><summary><b>${one.severity}</b> ${prose(one.title)}</summary>`,
    '',
    ...requirements.slice(0, 3).map((each) => `- ${code(each.id)} (${sourceOf(each)}): ${prose(each.requirement)}`),
    ...(requirements.length > 3 ? [`- and ${count(requirements.length - 3, 'more requirement')}`] : []),
    ...observations
      .slice(0, 2)
      .flatMap((observation, index) => observed(observation, index === 0 && one.severity === 'fail', run)),
    ...(observations.length > 2 ? ['', `and ${observations.length - 2} more that differ in what was observed`] : []),
    '',
    `Remedy: ${prose(one.remedy)}`,
    ...(one.cve === undefined ? [] : ['', `The same fault as ${one.cve.join(', ')}.`]),
    '',
    '</details>',
  ].join('\n')
}

function observed(
  { expected, observed: seen, items }: Observation,
  withRequest: boolean,
  run: FinishedRun,
): readonly string[] {
  const { check } = items[0]
  const exchange = run.exchanges.find((each) => each.id === check?.exchange)
  return [
    `- expected ${code(expected)}, observed ${code(seen)} (${count(items.length, 'check')})`,
    ...(exchange === undefined ? [] : [`  - ${code(oneLine(exchange))}`]),
    ...(exchange === undefined || !withRequest ? [] : ['', ...fenced(curlFor(exchange), 'sh')]),
    '',
    `  repeat: ${code(repeatOf(items[0], run))}`,
  ]
}

function undecided(report: Report): readonly string[] {
  const causes = causesOf(report, 'inconclusive')
  if (causes.length === 0) return []
  const checks = causes.reduce((sum, { items }) => sum + items.length, 0)
  const told = causes
    .slice(0, 20)
    .map(({ because, items }) => `- ${proseReason(because)} (${count(items.length, 'check')})`)
  const more = causes.length > 20 ? [`- and ${count(causes.length - 20, 'more reason')}`] : []
  return [
    [
      `<details><summary><b>inconclusive</b>: ${count(checks, 'check')}</summary>`,
      '',
      ...told,
      ...more,
      '',
      '</details>',
    ].join('\n'),
  ]
}

function footer({ tool, run, leftBehind }: Report): string {
  return [
    '',
    ...(leftBehind.length === 0
      ? []
      : [`Left behind on the server: ${leftBehind.map((id) => code(id)).join(', ')}.`, '']),
    `<sub>grantcheck ${prose(tool.version)}, ${run.startedAt}, seed ${run.seed}, ${count(run.exchanges, 'exchange')}</sub>`,
  ].join('\n')
}
