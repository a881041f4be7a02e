import type {
  BaselineReport,
  Finding,
  FinishedRun,
  LimitationReport,
  Report,
  RequirementReport,
} from '../suites/model/report.ts'
import type { Source } from '../suites/model/source.ts'
import type { CheckReport, ScenarioReport } from '../suites/model/verdict.ts'
import { visibleJson } from './text.ts'

/**
 * The JSON report, format 1 (specs/schemas/report.schema.json). Members stand in one fixed order, so that two reports can be
 * compared line by line; `complete` is the last one, so that a truncated file cannot pass for a finished run.
 */
export function renderJson({ report }: Pick<FinishedRun, 'report'>): string {
  return `${visibleJson(JSON.stringify(inOrder(report), null, 2))}\n`
}

// JSON.stringify leaves out members that are undefined.
function inOrder(report: Report): object {
  const { tool, run, target, profile, totals } = report
  return {
    format: report.format,
    tool: { name: tool.name, version: tool.version, specsDigest: tool.specsDigest },
    run: {
      id: run.id,
      seed: run.seed,
      startedAt: run.startedAt,
      durationMs: run.durationMs,
      exchanges: run.exchanges,
      confirmed: run.confirmed,
    },
    target: {
      named: target.named,
      product: target.product,
      issuer: target.issuer,
      baseUrl: target.baseUrl,
      endpoints: target.endpoints,
      capabilities: target.capabilities,
      ...(target.lacks === undefined ? {} : { lacks: target.lacks }),
    },
    profile: { id: profile.id, version: profile.version },
    partial: report.partial && { only: report.partial.only, skip: report.partial.skip },
    conclusion: report.conclusion,
    because: report.because,
    totals: {
      pass: totals.pass,
      fail: totals.fail,
      warn: totals.warn,
      inconclusive: totals.inconclusive,
      notApplicable: totals.notApplicable,
      error: totals.error,
    },
    findings: report.findings.map(finding),
    limitations: report.limitations.map(limitation),
    scenarios: report.scenarios.map(scenario),
    requirements: report.requirements.map(requirement),
    deviations: report.deviations.map(({ id, treatment, reason, seen }) => ({ id, treatment, reason, seen })),
    notes: report.notes,
    leftBehind: report.leftBehind,
    baseline: report.baseline && baseline(report.baseline),
    stricter: report.stricter,
    complete: report.complete,
  }
}

function finding(one: Finding): object {
  const { id, title, severity, requirements, checks, blocks, because, exchange, exchanges, remedy, cve } = one
  return {
    id,
    title,
    class: one.class,
    severity,
    requirements,
    checks,
    blocks,
    because,
    exchange,
    exchanges,
    remedy,
    cve,
  }
}

function limitation(one: LimitationReport): object {
  const { id, title, outcome, grade, because, rfc, findings } = one
  const probes = one.probes.map((p) => ({
    probe: p.probe,
    outcome: p.outcome,
    grade: p.grade,
    because: p.because,
    rfc: p.rfc,
  }))
  return { id, title, outcome, grade, because, rfc, probes, findings }
}

function scenario(one: ScenarioReport): object {
  const { id, title, row, verdict, because } = one
  return { id, title, row, verdict, because, checks: one.checks.map(check) }
}

function check(one: CheckReport): object {
  const { id, requirement, level, verdict, expected, observed, because, hint, step, exchange, exchanges, senders, at } =
    one
  return {
    id,
    requirement,
    level,
    verdict,
    expected,
    observed,
    because,
    hint,
    step,
    exchange,
    exchanges,
    senders,
    at: source(at),
  }
}

function requirement(one: RequirementReport): object {
  const { id, source, section, level, verdict, checks } = one
  return { id, source, section, level, requirement: one.requirement, verdict, checks }
}

function baseline({ file, known, unlisted, problems }: BaselineReport): object {
  return {
    file,
    known: known.map(({ entry, reason, owner, reviewBy, covers, at }) => ({
      entry,
      reason,
      owner,
      reviewBy,
      covers,
      at: source(at),
    })),
    unlisted,
    problems: problems.map(({ kind, entry, message, at }) => ({ kind, entry, message, at: source(at) })),
  }
}

function source({ file, line, column }: Source): Source {
  return { file, line, column }
}
