import type { FinishedRun, Report } from '../suites/model/report.ts'
import type { Source } from '../suites/model/source.ts'
import { causesOf } from './causes.ts'
import { headline, productOf, reasonOf } from './claim.ts'
import { sourceOf, type ToldFinding, toldFindings } from './findings.ts'
import { count, inert, shown, shownReason } from './text.ts'

/** GitHub shows this many annotations of one level for a step and drops the others without a word. */
const most = 10

interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  readonly at?: Source
}

/**
 * Workflow commands for GitHub Actions: one annotation for each finding, at the line of the deciding check (or of the
 * baseline entry). Where there are more than GitHub shows, the last one says how many are missing.
 */
export function renderGithub(run: FinishedRun): string {
  const { report } = run
  const all = [...baseline(report), ...limitations(report), ...findings(run), ...undecided(run)]
  const lines = (['error', 'warning', 'notice'] as const).flatMap((level) =>
    limited(
      all.filter((each) => each.level === level),
      level,
    ).map(command),
  )
  const product = productOf(report.target)
  const of = product === undefined ? '' : ` (${product})`
  return [...lines, inert(`grantcheck: ${headline(report)}${of}: ${shownReason(reasonOf(report))}`), ''].join('\n')
}

function findings({ report, placeOf }: FinishedRun): readonly Annotation[] {
  const known = new Set(report.baseline?.known.flatMap((each) => each.covers))
  return toldFindings(report).map((each) => annotationOf(each, known, placeOf))
}

function annotationOf(
  { finding, requirements, observations, item }: ToldFinding,
  known: ReadonlySet<string>,
  placeOf: FinishedRun['placeOf'],
): Annotation {
  const [{ expected, observed }] = observations
  const others = finding.checks.length === 1 ? '' : ` (and ${finding.checks.length - 1} more)`
  const covered = finding.checks.every((id) => known.has(id))
  const at = item.check === undefined ? undefined : placeOf(item.check.at)
  const lines = [
    `expected ${shown(expected)}, observed ${shown(observed)}`,
    ...requirements.slice(0, 3).map((each) => `${each.id} (${sourceOf(each)})`),
    `remedy: ${shown(finding.remedy, 400)}`,
    `${item.id}${others}`,
    ...(covered ? ['known: the baseline lists it'] : []),
  ]
  return {
    level: covered ? 'notice' : finding.severity === 'fail' ? 'error' : 'warning',
    title: finding.title,
    message: lines.join('\n'),
    ...(at === undefined ? {} : { at }),
  }
}

/** A violated limitation whose own check is in a finding is told by that. */
function limitations(report: Report): readonly Annotation[] {
  const told = new Set(report.findings.flatMap(({ checks }) => checks))
  return report.limitations
    .filter(({ id, outcome }) => outcome === 'violated' && !told.has(`limitations/${id}:${id}`))
    .map((one) => ({ level: 'error', title: `limitation ${one.id}: violated`, message: shownReason(one.because) }))
}

function undecided({ report, placeOf }: FinishedRun): readonly Annotation[] {
  if (report.conclusion !== 'inconclusive') return []
  const causes = causesOf(report, 'inconclusive')
  if (causes.length === 0) return [{ level: 'error', title: 'inconclusive', message: shownReason(report.because) }]
  return causes.map(({ because, items: [item, ...others] }) => {
    const at = item.check === undefined ? undefined : placeOf(item.check.at)
    return {
      level: 'error',
      title: `could not be decided: ${count(others.length + 1, 'check')}`,
      message: shownReason(because),
      ...(at === undefined ? {} : { at }),
    }
  })
}

function baseline({ baseline: found }: Report): readonly Annotation[] {
  return (found?.problems ?? []).map(({ kind, message, at }) => ({
    level: 'error',
    title: `baseline entry is ${kind}`,
    message: shown(message),
    at,
  }))
}

function limited(all: readonly Annotation[], level: Annotation['level']): readonly Annotation[] {
  if (all.length <= most) return all
  const left = all.length - most + 1
  return [
    ...all.slice(0, most - 1),
    { level, title: `${left} more`, message: `GitHub shows ${most} annotations a step: the job summary has them all.` },
  ]
}

function command({ level, title, message, at }: Annotation): string {
  const place = at === undefined ? [] : [`file=${property(at.file)}`, `line=${at.line}`, `col=${at.column}`]
  const properties = [...place, `title=${property(shown(title, 200))}`].join(',')
  return `::${level} ${properties}::${data(message)}`
}

/** The message of a workflow command: line breaks are kept, as escapes. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
