import { XMLBuilder } from 'fast-xml-parser'
import type { FinishedRun, Report } from '../suites/model/report.ts'
import { claimed, headline, productOf } from './claim.ts'
import { toldFindings } from './findings.ts'
import {
  baselineCase,
  type Case,
  checkCase,
  conclusionCase,
  findingCase,
  limitationCase,
  rowCase,
} from './junit-case.ts'
import { shown } from './text.ts'
import { xmlSafe } from './xml.ts'

interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
  /** Seconds between request and answer, added up. */
  readonly seconds: number
  readonly properties?: Readonly<Record<string, string>>
}

/**
 * JUnit XML as Jenkins, GitLab and most CI servers read it. The findings first, one case each; then one suite per scenario row, one case per check. `fail` is a failure;
 * `inconclusive` and `error` are errors, so that a run that saw nothing cannot look green; `warn` passes and says so.
 */
export function renderJunit(run: FinishedRun): string {
  const suites = [
    runSuite(run.report),
    ...baselineSuite(run.report),
    ...findingSuite(run),
    ...limitationSuite(run.report),
    ...scenarioSuites(run),
  ]
  const cases = suites.flatMap((suite) => suite.cases)
  const totals = { '@name': 'grantcheck', ...counts(cases), '@time': seconds(run.report.run.durationMs / 1000) }
  const stamp = run.report.run.startedAt.slice(0, 19)
  const builder = new XMLBuilder({
    format: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  })
  const tree = { testsuites: { ...totals, testsuite: suites.map((suite) => suiteNode(suite, stamp)) } }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlSafe(builder.build(tree))}`
}

/** A suite of its own, so that a run in which nothing was exercised has a red case too. */
function runSuite(report: Report): Suite {
  const { tool, run, target } = report
  const product = productOf(target)
  const properties = {
    version: tool.version,
    specsDigest: tool.specsDigest,
    run: run.id,
    seed: String(run.seed),
    target: shown(target.named),
    ...(product === undefined ? {} : { product }),
    profile: claimed(report),
    conclusion: headline(report),
  }
  return { name: 'run', cases: [conclusionCase(report)], seconds: 0, properties }
}

/** An entry of the baseline that no longer says the truth fails the run, so it is a case that fails. */
function baselineSuite({ baseline }: Report): readonly Suite[] {
  const cases = (baseline?.problems ?? []).map(baselineCase)
  return cases.length === 0 ? [] : [{ name: 'baseline', cases, seconds: 0 }]
}

/** The findings before the checks: one case for each root cause. */
function findingSuite(run: FinishedRun): readonly Suite[] {
  const cases = toldFindings(run.report).map((each) => findingCase(each, run))
  return cases.length === 0 ? [] : [{ name: 'findings', cases, seconds: 0 }]
}

function limitationSuite(report: Report): readonly Suite[] {
  if (report.limitations.length === 0) return []
  return [{ name: 'limitations', cases: report.limitations.map(limitationCase), seconds: 0 }]
}

function scenarioSuites(run: FinishedRun): readonly Suite[] {
  const waited = new Map<string, number>()
  for (const { owner, response } of run.exchanges) {
    waited.set(owner, (waited.get(owner) ?? 0) + (response?.durationMs ?? 0) / 1000)
  }
  return run.report.scenarios.map((scenario) => {
    const checks = scenario.checks.map((check) => checkCase(check, scenario, run))
    // A row without checks was never begun; it must not vanish from the count.
    const cases = checks.length === 0 ? [rowCase(scenario)] : checks
    return { name: scenario.id, cases, seconds: waited.get(scenario.id) ?? 0 }
  })
}

function suiteNode(suite: Suite, stamp: string): object {
  const skipped = suite.cases.filter(({ kind }) => kind === 'skipped').length
  const properties = Object.entries(suite.properties ?? {}).map(([name, value]) => ({ '@name': name, '@value': value }))
  return {
    '@name': shown(suite.name),
    ...counts(suite.cases),
    '@skipped': skipped,
    '@time': seconds(suite.seconds),
    '@timestamp': stamp,
    ...(properties.length === 0 ? {} : { properties: { property: properties } }),
    testcase: suite.cases.map((one) => one.node),
  }
}

function counts(cases: readonly Case[]): object {
  const of = (kind: Case['kind']): number => cases.filter((one) => one.kind === kind).length
  return { '@tests': cases.length, '@failures': of('failure'), '@errors': of('error') }
}

function seconds(value: number): string {
  return value.toFixed(3)
}
