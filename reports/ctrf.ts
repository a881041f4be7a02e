import type { FinishedRun, LimitationReport } from '../suites/model/report.ts'
import type { Source } from '../suites/model/source.ts'
import type { CheckReport, ScenarioReport, VerdictKind } from '../suites/model/verdict.ts'
import { claimed, headline, productOf, reasonOf } from './claim.ts'
import { type ToldFinding, toldFindings } from './findings.ts'
import { shown, shownReason, visibleJson } from './text.ts'

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'other'

interface Test {
  readonly name: string
  readonly status: Status
  readonly rawStatus: string
  /** Milliseconds of the deciding exchange. */
  readonly duration: number
  readonly suite: readonly string[]
  readonly message?: string
  readonly filePath?: string
  readonly line?: number
  readonly tags?: readonly string[]
}

/**
 * Common Test Report Format (ctrf.io), for dashboards that read it. `inconclusive` and `error` are "other", never "passed";
 * `warn` is "passed" with its message, and rawStatus always has our own word.
 */
export function renderCtrf(run: FinishedRun): string {
  const { report } = run
  const { product } = report.target
  const tests = [
    ...toldFindings(report).map((each) => findingTest(each, run)),
    ...report.limitations.map(limitationTest),
    ...report.scenarios.flatMap((scenario) =>
      scenario.checks.length === 0
        ? [rowTest(scenario)]
        : scenario.checks.map((check) => checkTest(check, scenario, run)),
    ),
  ]
  const of = (status: Status): number => tests.filter((test) => test.status === status).length
  const start = Date.parse(report.run.startedAt)
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: report.run.startedAt,
    generatedBy: 'grantcheck',
    results: {
      tool: { name: 'grantcheck', version: report.tool.version },
      summary: {
        tests: tests.length,
        passed: of('passed'),
        failed: of('failed'),
        skipped: of('skipped'),
        pending: of('pending'),
        other: of('other'),
        start,
        stop: start + Math.round(report.run.durationMs),
        extra: { conclusion: headline(report), because: shownReason(reasonOf(report)), complete: report.complete },
      },
      tests,
      environment: {
        appName: productOf(report.target) ?? shown(report.target.named),
        ...(product?.version === undefined ? {} : { appVersion: shown(product.version) }),
        testEnvironment: claimed(report),
      },
    },
  }
  return `${visibleJson(JSON.stringify(document, null, 1))}\n`
}

function findingTest({ finding, item }: ToldFinding, run: FinishedRun): Test {
  const exchange = run.exchanges.find(({ id }) => id === finding.exchange)
  return {
    name: shown(finding.title),
    status: statusOf(finding.severity),
    rawStatus: finding.severity,
    duration: Math.round(exchange?.response?.durationMs ?? 0),
    suite: ['findings', finding.class],
    message: shownReason(`${finding.because} ${finding.remedy}`),
    ...(item.check === undefined ? {} : placed(run.placeOf(item.check.at))),
    ...(finding.requirements.length === 0 ? {} : { tags: finding.requirements }),
  }
}

function checkTest(check: CheckReport, scenario: ScenarioReport, run: FinishedRun): Test {
  const exchange = run.exchanges.find(({ id }) => id === check.exchange)
  const message =
    check.observed === undefined
      ? check.because
      : `expected ${shown(check.expected ?? '')}, observed ${shown(check.observed)}`
  return {
    name: shown(check.id),
    status: statusOf(check.verdict),
    rawStatus: check.verdict,
    duration: Math.round(exchange?.response?.durationMs ?? 0),
    suite: [scenario.id.split('[')[0] ?? scenario.id, shown(scenario.id)],
    ...(message === undefined ? {} : { message: shownReason(message) }),
    ...placed(run.placeOf(check.at)),
    ...(check.requirement === undefined ? {} : { tags: [check.requirement] }),
  }
}

const placed = (at: Source | undefined): { filePath?: string; line?: number } =>
  at === undefined ? {} : { filePath: at.file, line: at.line }

function rowTest(scenario: ScenarioReport): Test {
  return {
    name: shown(scenario.id),
    status: statusOf(scenario.verdict),
    rawStatus: scenario.verdict,
    duration: 0,
    suite: [scenario.id.split('[')[0] ?? scenario.id],
    message: shownReason(scenario.because ?? scenario.title),
  }
}

function limitationTest(one: LimitationReport): Test {
  const status = { upheld: 'passed', violated: 'failed', inconclusive: 'other' } as const
  return {
    name: `limitation ${one.id}: ${shown(one.title)}`,
    status: status[one.outcome],
    rawStatus: one.outcome,
    duration: 0,
    suite: ['limitations'],
    message: shownReason(one.because),
  }
}

function statusOf(verdict: VerdictKind): Status {
  switch (verdict) {
    case 'pass':
    case 'warn':
      return 'passed'
    case 'fail':
      return 'failed'
    case 'inconclusive':
    case 'error':
      return 'other'
    case 'not-applicable':
      return 'skipped'
    default:
      return verdict satisfies never
  }
}
