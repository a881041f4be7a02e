import { holds } from '../language/condition.ts'
import type { Scope } from '../language/scope.ts'
import type { ScenarioRun } from '../model/evidence.ts'
import type { DecisionRow, DecisionTable, Limitation, Outcome } from '../model/limitation.ts'
import type { PlannedLimitation } from '../model/plan.ts'
import type { LimitationReport } from '../model/report.ts'
import type { CheckVerdict, ScenarioVerdict, Verdict } from '../model/verdict.ts'
import { violationOf } from '../plan/severity.ts'
import { settled } from './attempts.ts'
import { failedControls } from './control.ts'
import { recordedScope } from './recorded-scope.ts'
import { type Bench, undecided } from './row.ts'

export interface JudgedLimitation {
  readonly report: LimitationReport
  readonly scenario: ScenarioVerdict
}

type Probe = LimitationReport['probes'][number] & { readonly finding: string | undefined }

/** Judges every attempt at one limitation, and settles them. */
export function judgeLimitation({ limitation, row }: PlannedLimitation, bench: Bench): JudgedLimitation {
  if (row.applies.kind === 'not-applicable') return blocked(limitation, row, bench, row.applies.because)
  if (bench.blocker !== undefined) return blocked(limitation, row, bench, bench.blocker)
  const [first, ...others] = bench.from.runs(row.id).map((run) => judgeRun(limitation, row, run, bench))
  if (first === undefined) return blocked(limitation, row, bench, 'this limitation is not in the evidence')
  return settledLimitation(first, others, bench.from.evidence.run.stopped)
}

/** A limitation has one check, and what that came to is its outcome. */
function settledLimitation(
  first: JudgedLimitation,
  others: readonly JudgedLimitation[],
  stopped: string | undefined,
): JudgedLimitation {
  const attempts = [first, ...others]
  const checks = settled(
    attempts.map(({ scenario }) => scenario.checks),
    stopped,
  )
  const verdict = checks[0]?.verdict
  const told = attempts.find(({ scenario }) => scenario.checks[0]?.verdict === verdict)
  if (told !== undefined || verdict?.kind !== 'inconclusive') return told ?? first
  const { report, scenario } = attempts.find((each) => each.report.outcome === 'violated') ?? first
  const { grade: _, ...open } = report
  const { because } = verdict
  return {
    report: { ...open, outcome: 'inconclusive', because },
    scenario: { ...scenario, verdict: 'inconclusive', because, checks },
  }
}

/** Reads the decision tables: the first matching row decides a table, the worst table the limitation. */
function judgeRun(
  limitation: Limitation,
  row: PlannedLimitation['row'],
  run: ScenarioRun,
  bench: Bench,
): JudgedLimitation {
  const judged = judgeTables(limitation, row, run, bench)
  const checks = undecided(judged.scenario.checks, run, bench)
  const verdict = checks[0]?.verdict
  const report =
    verdict?.kind === 'inconclusive'
      ? { ...judged.report, outcome: verdict.kind, because: verdict.because }
      : judged.report
  return { report, scenario: { ...judged.scenario, verdict: verdict?.kind ?? judged.scenario.verdict, checks } }
}

function judgeTables(
  limitation: Limitation,
  row: PlannedLimitation['row'],
  run: ScenarioRun,
  bench: Bench,
): JudgedLimitation {
  const scope = recordedScope(row.row, run, bench.from)
  const [control] = failedControls(limitation.scenario, run, scope, bench.validate)
  if (control !== undefined) return blocked(limitation, row, bench, control.because)
  const probes = limitation.tables.flatMap((table) => readTable(table, { ...scope, step: table.probe }) ?? [])
  return conclude(limitation, row, run, bench, probes)
}

function readTable(table: DecisionTable, scope: Scope): Probe | undefined {
  if (!holds(table.when, scope).holds) return undefined
  const row = table.rows.find((each) => holds(each.when, scope).holds)
  return row === undefined
    ? {
        probe: table.probe,
        outcome: 'inconclusive',
        rfc: 'ok',
        because: 'no row of the table fits the answers',
        finding: undefined,
      }
    : toProbe(table, row)
}

function toProbe(table: DecisionTable, row: DecisionRow): Probe {
  return {
    probe: table.probe,
    outcome: row.outcome,
    ...(row.grade === undefined ? {} : { grade: row.grade }),
    rfc: row.rfc,
    because: row.because,
    finding: row.finding,
  }
}

const order: readonly Outcome[] = ['violated', 'inconclusive', 'upheld']
const rfcOrder = ['violation', 'deviation'] as const

function conclude(
  limitation: Limitation,
  row: PlannedLimitation['row'],
  run: ScenarioRun,
  bench: Bench,
  probes: readonly Probe[],
): JudgedLimitation {
  const outcome = order.find((each) => probes.some((probe) => probe.outcome === each)) ?? 'inconclusive'
  const deciding = probes.filter((probe) => probe.outcome === outcome)
  // A violation is as strong as its best evidence; what is upheld, as weak as its worst.
  const telling = outcome === 'violated' ? 'strong' : 'weak'
  const decisive = deciding.find((probe) => probe.grade === telling) ?? deciding[0]
  const report: LimitationReport = {
    id: limitation.id,
    title: limitation.title,
    outcome,
    ...(decisive?.grade === undefined ? {} : { grade: decisive.grade }),
    because: decisive?.because ?? 'no probe said anything',
    rfc: rfcOrder.find((each) => probes.some((probe) => probe.rfc === each)) ?? 'ok',
    probes: probes.map(({ finding: _finding, ...probe }) => probe),
    findings: probes.flatMap((probe) => probe.finding ?? []),
  }
  const step = decisive?.probe ?? ''
  const taken = run.steps[step]
  const exchange = taken?.kind === 'sent' ? taken.exchanges.at(-1) : undefined
  const place = { step, ...(exchange === undefined ? {} : { exchange }) }
  return { report, scenario: toScenario(limitation, row, bench, report, place) }
}

function blocked(
  limitation: Limitation,
  row: PlannedLimitation['row'],
  bench: Bench,
  because: string,
): JudgedLimitation {
  const report: LimitationReport = {
    id: limitation.id,
    title: limitation.title,
    outcome: 'inconclusive',
    because,
    rfc: 'ok',
    probes: [],
    findings: [],
  }
  return { report, scenario: toScenario(limitation, row, bench, report) }
}

function toScenario(
  limitation: Limitation,
  row: PlannedLimitation['row'],
  bench: Bench,
  report: LimitationReport,
  place: Pick<CheckVerdict, 'step' | 'exchange'> = { step: '' },
): ScenarioVerdict {
  const requirement = bench.specs.requirements[limitation.requirement]
  const verdict = verdictOf(limitation, bench, report)
  return {
    id: row.id,
    scenario: limitation.scenario.id,
    title: limitation.title,
    row: row.row,
    verdict: verdict.kind,
    because: report.because,
    checks: [
      {
        id: `${row.id}:${limitation.id}`,
        requirement: limitation.requirement,
        ...(requirement === undefined ? {} : { level: requirement.level }),
        verdict,
        ...place,
        at: limitation.scenario.at,
      },
    ],
  }
}

function verdictOf(limitation: Limitation, bench: Bench, report: LimitationReport): Verdict {
  const requirement = bench.specs.requirements[limitation.requirement]
  switch (report.outcome) {
    case 'upheld':
      return { kind: 'pass' }
    case 'inconclusive':
      return { kind: 'inconclusive', because: report.because }
    case 'violated':
      return requirement === undefined
        ? { kind: 'error', because: `requirement ${limitation.requirement} is not in the catalogue` }
        : violationOf(requirement, bench.profile, limitation.statement, report.because)
    default:
      return report.outcome satisfies never
  }
}
