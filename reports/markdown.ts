import type { FinishedRun, LimitationReport, Report } from '../suites/model/report.ts'
import { causesOf, type Violation, violationsOf } from './causes.ts'
import { curlFor } from './curl.ts'
import { code, cutTo, fenced, prose } from './markdown-text.ts'
import { oneLine } from './one-line.ts'
import { count } from './text.ts'

/** A comment on a pull request holds 65,536 characters; what is beyond is named and left to the other reports. */
const longest = 60_000

/**
 * GitHub flavoured Markdown for a pull request or a wiki: conclusion, totals, limitations, then one folded section for each
 * violated requirement. Text from the server stands in code or escaped, so that it cannot format, link or mention anything.
 */
export function renderMarkdown(run: FinishedRun): string {
  const { report } = run
  const sections = [
    ...violationsOf(report, 'fail').map((each) => violation(each, 'fail', run)),
    ...violationsOf(report, 'warn').map((each) => violation(each, 'warn', run)),
    ...undecided(report),
  ]
  const head = [...title(report), ...limitations(report), ...baseline(report)].join('\n')
  const foot = footer(report)
  const { kept, left } = cutTo(sections, longest - head.length - foot.length)
  const more = left === 0 ? [] : [`_${count(left, 'more section')}: see the HTML or JSON report._\n`]
  return `${[head, ...kept, ...more, foot].join('\n')}\n`
}

function title({ conclusion, because, profile, target, totals, complete }: Report): readonly string[] {
  return [
    `## grantcheck: ${conclusion}`,
    '',
    `${prose(because)}. Profile ${code(`${profile.id} ${profile.version}`)}, target ${code(target.named)}.`,
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
    `| ${one.id} | ${one.outcome === 'violated' ? '**violated**' : one.outcome} | ${one.grade ?? ''} | ${prose(one.because)} |`
  return ['| limitation | outcome | grade | why |', '| --- | --- | --- | --- |', ...all.map(row), '']
}

function baseline({ baseline: found }: Report): readonly string[] {
  if (found === undefined) return []
  const covered = found.known.flatMap((each) => each.covers).length
  return [
    `Baseline ${code(found.file)}: ${count(covered, 'known failure')}, ${found.unlisted.length} not listed.`,
    ...found.problems.map((each) => `- ${each.kind}: ${prose(each.message)}`),
    '',
  ]
}

function violation({ id, requirement, findings }: Violation, kind: 'fail' | 'warn', run: FinishedRun): string {
  const source =
    requirement === undefined ? '' : ` (${requirement.level}, ${requirement.source} section ${requirement.section})`
  const checks = findings.reduce((sum, { items }) => sum + items.length, 0)
  return [
    `<details><summary><b>${kind}</b> <code>${prose(id)}</code>${source}: ${count(checks, 'check')}</summary>`,
    '',
    prose(requirement?.requirement ?? findings[0].items[0].scenario.title),
    '',
    ...findings.slice(0, 3).flatMap((finding) => {
      const { check, scenario } = finding.items[0]
      const exchange = run.exchanges.find((each) => each.id === check?.exchange)
      return [
        `- expected ${code(finding.expected)}, observed ${code(finding.observed)}`,
        ...(exchange === undefined ? [] : [`  - ${code(oneLine(exchange))}`]),
        ...(check?.hint === undefined ? [] : [`  - next: ${prose(check.hint)}`]),
        ...(exchange === undefined || kind === 'warn' ? [] : ['', ...fenced(curlFor(exchange), 'sh')]),
        '',
        `  repeat: ${code(run.repeat(scenario.id))}`,
      ]
    }),
    ...(findings.length > 3 ? ['', `and ${findings.length - 3} more that differ in what was observed`] : []),
    '',
    '</details>',
  ].join('\n')
}

function undecided(report: Report): readonly string[] {
  const causes = causesOf(report, 'inconclusive')
  if (causes.length === 0) return []
  const checks = causes.reduce((sum, { items }) => sum + items.length, 0)
  const told = causes.slice(0, 20).map(({ because, items }) => `- ${prose(because)} (${count(items.length, 'check')})`)
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
