import type { LimitationId, Outcome } from '../suites/model/limitation.ts'
import type { BaselineProblem, FinishedRun, LimitationReport, Report } from '../suites/model/report.ts'
import type { CheckReport, ScenarioReport, VerdictKind } from '../suites/model/verdict.ts'
import { headline, reasonOf } from './claim.ts'
import { curlFor } from './curl.ts'
import { sourceOf, type ToldFinding } from './findings.ts'
import { oneLine } from './one-line.ts'
import { repeatOf } from './repeat.ts'
import { shown, shownReason } from './text.ts'

/** One test case: how it counts, and its element for the XML builder. */
export interface Case {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped'
  readonly node: object
}

/** One check of a scenario row. */
export function checkCase(check: CheckReport, scenario: ScenarioReport, run: FinishedRun): Case {
  const prefix = `${scenario.id}:`
  const name = check.id.startsWith(prefix) ? check.id.slice(prefix.length) : check.id
  const found = `expected ${shown(check.expected ?? '')}, observed ${shown(check.observed ?? '')}`
  const message = check.verdict === 'fail' || check.verdict === 'warn' ? found : shownReason(check.because ?? '')
  const about = identity(name, scenario.id, secondsOf(check.exchange, run))
  return verdictCase(check.verdict, about, message, details(check, scenario, run), check.level)
}

/** One root cause; what it explains is below, check by check. */
export function findingCase({ finding, requirements, item }: ToldFinding, run: FinishedRun): Case {
  const exchange = run.exchanges.find(({ id }) => id === finding.exchange)
  const text = [
    ...requirements.map((each) => `requirement: ${each.id} (${sourceOf(each)}): ${shown(each.requirement, 500)}`),
    shown(finding.because, 2000),
    ...(exchange === undefined ? [] : [`exchange: ${oneLine(exchange)}`, `request: ${curlFor(exchange)}`]),
    `remedy: ${shown(finding.remedy, 500)}`,
    ...finding.checks.slice(0, 10).map((id) => `check: ${id}`),
    ...(finding.checks.length > 10 ? [`and ${finding.checks.length - 10} more checks`] : []),
    `repeat: ${repeatOf(item, run)}`,
  ].join('\n')
  const about = identity(finding.title, 'findings', secondsOf(finding.exchange, run))
  return verdictCase(finding.severity, about, shown(finding.because), text, finding.class)
}

/** A scenario row that has no checks because it was never begun. */
export function rowCase(scenario: ScenarioReport): Case {
  const because = shownReason(scenario.because ?? scenario.title)
  return verdictCase(scenario.verdict, identity(shown(scenario.title), scenario.id), because, because)
}

/** One limitation: violated is a failure, inconclusive an error. */
export function limitationCase(one: LimitationReport): Case {
  const probes = one.probes.map((probe) => `${probe.probe} ${probe.outcome}: ${shownReason(probe.because)}`)
  const because = shownReason(one.because)
  const text = [because, ...probes, ...one.findings.map((finding) => shown(finding))].join('\n')
  const about = identity(`${one.id}: ${shown(one.title)}`, 'limitations')
  return verdictCase(verdictOf(one.outcome), about, because, text, limitationType(one.id))
}

/** An entry of the baseline that has to be fixed. */
export function baselineCase({ kind, entry, message, at }: BaselineProblem): Case {
  const place = `${shown(at.file)}:${at.line}:${at.column}: ${kind}: ${shown(message)}`
  return verdictCase(
    'fail',
    identity(`${kind}: ${entry}`, 'baseline'),
    shown(message),
    place,
    `baseline entry is ${kind}`,
  )
}

/** Whether the run as a whole could be decided. A violation is told by its own case, not here. */
export function conclusionCase(report: Report): Case {
  const about = identity('the run could be decided', 'run')
  const because = shownReason(reasonOf(report))
  if (!report.complete) return verdictCase('inconclusive', about, 'the run was cut short', because)
  switch (report.conclusion) {
    case 'conformant':
    case 'nonconformant':
      if (report.stricter !== undefined) return verdictCase('fail', about, because, because, '--fail-on')
      return { kind: 'passed', node: { ...about, 'system-out': `${headline(report)}: ${because}` } }
    case 'inconclusive':
      return verdictCase('inconclusive', about, because, because)
    case 'invalid':
      return verdictCase('error', about, because, because)
    default:
      return report.conclusion satisfies never
  }
}

function verdictCase(verdict: VerdictKind, about: object, message: string, text: string, type = 'contract'): Case {
  switch (verdict) {
    case 'pass':
      return { kind: 'passed', node: about }
    case 'warn':
      return { kind: 'passed', node: { ...about, 'system-out': `warn: ${message}\n${text}` } }
    case 'fail':
      return { kind: 'failure', node: { ...about, failure: { '@message': message, '@type': type, '#text': text } } }
    case 'inconclusive':
    case 'error':
      return { kind: 'error', node: { ...about, error: { '@message': message, '@type': verdict, '#text': text } } }
    case 'not-applicable':
      return { kind: 'skipped', node: { ...about, skipped: { '@message': message } } }
    default:
      return verdict satisfies never
  }
}

function details(check: CheckReport, scenario: ScenarioReport, run: FinishedRun): string {
  const requirement = run.report.requirements.find(({ id }) => id === check.requirement)
  const exchange = run.exchanges.find(({ id }) => id === check.exchange)
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['requirement', check.requirement],
    ['source', requirement && sourceOf(requirement)],
    ['says', requirement && shown(requirement.requirement, 500)],
    ['expected', check.expected && shown(check.expected, 1000)],
    ['observed', check.observed && shown(check.observed, 1000)],
    ['because', check.because && shownReason(check.because)],
    ['exchange', exchange && oneLine(exchange)],
    ['next', check.hint && shown(check.hint, 500)],
    ['request', exchange && curlFor(exchange)],
    ['repeat', repeatOf({ id: check.id, scenario, check }, run)],
  ]
  return lines.flatMap(([name, text]) => (text === undefined ? [] : [`${name}: ${text}`])).join('\n')
}

/** CI servers show `classname` as a path of dots. */
function identity(name: string, place: string, seconds = 0): object {
  return {
    '@name': shown(name),
    '@classname': `grantcheck.${shown(place).replaceAll('/', '.')}`,
    '@time': seconds.toFixed(3),
  }
}

/** How long the deciding exchange took. */
const secondsOf = (exchange: number | undefined, { exchanges }: FinishedRun): number =>
  (exchanges.find(({ id }) => id === exchange)?.response?.durationMs ?? 0) / 1000

function verdictOf(outcome: Outcome): VerdictKind {
  switch (outcome) {
    case 'upheld':
      return 'pass'
    case 'violated':
      return 'fail'
    case 'inconclusive':
      return 'inconclusive'
    default:
      return outcome satisfies never
  }
}

function limitationType(id: LimitationId): string {
  return `limitation ${id}`
}
