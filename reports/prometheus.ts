import type { Conclusion, FinishedRun, Report } from '../suites/model/report.ts'
import { verdictKinds } from '../suites/model/verdict.ts'
import { groupBy } from './causes.ts'
import { claimed, tone } from './claim.ts'
import { type Labels, type Metric, metricLines } from './prometheus-text.ts'
import { shown } from './text.ts'

const conclusions: readonly Conclusion[] = ['conformant', 'nonconformant', 'inconclusive', 'invalid']

/**
 * The text format of Prometheus, for the textfile collector of its node exporter or a push gateway. All are gauges: a file says what the last run has seen. Series whose
 * value may become zero are always there, so that an alert sees them change.
 */
export function renderPrometheus({ report }: FinishedRun): string {
  const { target, run } = report
  const common = { target: shown(target.issuer ?? target.baseUrl ?? target.named), profile: claimed(report) }
  const lines = metricLines(
    metricsOf(report).map((metric) => ({
      ...metric,
      samples: metric.samples.map(([labels, value]): readonly [Labels, number] => [{ ...common, ...labels }, value]),
    })),
  )
  const about = { version: report.tool.version, run: run.id, ...aboutProduct(report) }
  const what = 'What was run, and against what.'
  const info = metricLines([{ name: 'info', help: what, samples: [[{ ...common, ...about }, 1]] }])
  return `${[...lines, ...info].join('\n')}\n`
}

function metricsOf(report: Report): readonly Metric[] {
  const { run, totals, findings, requirements, limitations, baseline, complete } = report
  const one = (value: number): Metric['samples'] => [[{}, value]]
  const flag = (value: boolean): number => (value ? 1 : 0)
  const checks = { ...totals, 'not-applicable': totals.notApplicable }
  return [
    {
      name: 'conclusion',
      help: '1 for the conclusion of the run, 0 for the others. A part of a profile is never conformant.',
      samples: conclusions.map((each) => [{ conclusion: each }, flag(each === tone(report))]),
    },
    { name: 'complete', help: '0 for a run that was cut short.', samples: one(flag(complete)) },
    {
      name: 'checks',
      help: 'Checks by verdict.',
      samples: verdictKinds.map((verdict) => [{ verdict }, checks[verdict]]),
    },
    {
      name: 'requirements',
      help: 'Requirements by document and verdict.',
      samples: groupBy(requirements, ({ source }) => source).flatMap(({ key, items }) =>
        verdictKinds.map((verdict): readonly [Labels, number] => [
          { document: shown(key), verdict },
          items.filter((each) => each.verdict === verdict).length,
        ]),
      ),
    },
    {
      name: 'findings',
      help: 'Findings by severity and class.',
      samples: (['fail', 'warn', 'inconclusive'] as const).flatMap((severity) =>
        (['security', 'protocol', 'form'] as const).map((name): readonly [Labels, number] => [
          { severity, class: name },
          findings.filter((each) => each.severity === severity && each.class === name).length,
        ]),
      ),
    },
    {
      name: 'limitation_upheld',
      help: '1 for a limitation that is upheld, 0 for one that is violated or could not be decided.',
      samples: limitations.map(({ id, outcome }) => [{ limitation: id }, flag(outcome === 'upheld')]),
    },
    ...(baseline === undefined
      ? []
      : [
          {
            name: 'failures_known',
            help: 'Failures that the baseline knows.',
            samples: one(new Set(baseline.known.flatMap(({ covers }) => covers)).size),
          },
          {
            name: 'failures_unlisted',
            help: 'Failures that are not on the baseline.',
            samples: one(baseline.unlisted.length),
          },
          { name: 'baseline_problems', help: 'Baseline entries to fix.', samples: one(baseline.problems.length) },
        ]),
    { name: 'exchanges', help: 'Requests that the run has sent.', samples: one(run.exchanges) },
    { name: 'duration_seconds', help: 'How long the run took.', samples: one(run.durationMs / 1000) },
    {
      name: 'start_time_seconds',
      help: 'When the run began, in seconds since 1970.',
      samples: one(Date.parse(run.startedAt) / 1000),
    },
  ]
}

function aboutProduct({ target: { product } }: Report): Labels {
  if (product === undefined) return {}
  const { name, version, vendor } = product
  return {
    product: shown(name),
    ...(version === undefined ? {} : { product_version: shown(version) }),
    ...(vendor === undefined ? {} : { vendor: shown(vendor) }),
  }
}
