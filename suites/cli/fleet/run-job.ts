import { claimed, reasonOf } from '../../../reports/claim.ts'
import type { Comparison } from '../../compare/compare.ts'
import type { Journal } from '../../drive/clients/journal.ts'
import type { RateLimiter } from '../../drive/http/rate.ts'
import { loadFleetTarget } from '../../load/fleet-target.ts'
import { InputError } from '../../model/errors.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { FleetJob, FleetResult, FleetRun } from '../../model/fleet.ts'
import type { Report } from '../../model/report.ts'
import type { Specs } from '../../model/specs.ts'
import type { Version } from '../../plan/frozen-profile.ts'
import { judgeEvidence } from '../../run/judge-evidence.ts'
import { findProfile, openDescribed } from '../../run/open-target.ts'
import { runProfile } from '../../run/run-profile.ts'
import { type Narrowed, select } from '../../run/select.ts'
import { applyBaseline, openBaseline } from '../apply-baseline.ts'
import { exitCodeOf, exitCodes, type FailOn } from '../exit-codes.ts'

/** What holds for all runs of a fleet; every other choice is the fleet file's. Plain data: it goes to workers as it is. */
export interface FleetChoices extends Narrowed {
  readonly profile?: string
  readonly set: readonly string[]
  readonly ca?: string
  readonly timeout?: number
  readonly seed?: number
  readonly concurrency?: number
  readonly deadline?: number
  readonly maxRequests?: number
  readonly confirm?: boolean
  readonly keepClients?: boolean
  readonly failOn: FailOn
}

export interface JobTools {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Profiles by name: the same one is loaded once. */
  readonly find: (name: string) => Promise<Version>
  readonly choices: FleetChoices
  readonly round: string
  /** What the job's host bears, all its runs together, and what one of them may expect of it. */
  readonly limiter?: RateLimiter
  readonly rate?: number
  readonly journal?: Journal
}

/** What is left of a job. Without evidence nothing was sent. */
export interface JobDone {
  readonly result: FleetResult
  readonly report?: Report
  readonly evidence?: Evidence
  /** What is different from the round before. */
  readonly changes?: Comparison
}

/** Profiles by name, each loaded once in the life of the process. */
export function profileFinder(specs: Specs): (name: string) => Promise<Version> {
  const known = new Map<string, Promise<Version>>()
  return (name) => {
    const found = known.get(name) ?? findProfile(name, specs)
    known.set(name, found)
    return found
  }
}

/** Runs one target. Whatever is wrong with it becomes its result, and never an exception: the others go on. */
export async function runJob(job: FleetJob, digest: string, tools: JobTools, signal: AbortSignal): Promise<JobDone> {
  const about = { id: job.id, target: job.target, digest, round: tools.round }
  try {
    const { env, find, choices, limiter, rate, journal } = tools
    const target = await loadFleetTarget(job, env)
    const { opened, selection } = select(await openDescribed(target, choices, find, env), choices)
    const baseline = await openBaseline(job.baseline)
    const shared = {
      ...(limiter === undefined ? {} : { limiter }),
      ...(rate === undefined ? {} : { rate: Math.min(rate, target.limits.rate ?? rate) }),
      ...(journal === undefined ? {} : { journal }),
    }
    const evidence = await runProfile(opened, { ...choices, ...selection, ...shared }, signal)
    const judged = await judgeEvidence(opened.specs, opened.profile, evidence)
    const report = applyBaseline(judged, baseline, evidence, choices.failOn)
    const outcome = report.conclusion
    const because = reasonOf(report)
    const exitCode = exitCodeOf(report, choices.failOn)
    return { result: { ...about, outcome, because, exitCode, run: figuresOf(report) }, report, evidence }
  } catch (error) {
    if (error instanceof InputError) return { result: { ...about, ...unopened(error) } }
    const because = `grantcheck met a fault of its own: ${error instanceof Error ? error.message : String(error)}`
    return { result: { ...about, outcome: 'invalid', because, exitCode: exitCodes.internal } }
  }
}

function unopened({ problems }: InputError): Pick<FleetResult, 'outcome' | 'because' | 'exitCode'> {
  const [first] = problems
  const place = first?.at === undefined ? '' : `${first.at.file}:${first.at.line}:${first.at.column}: `
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  const because = `${place}${first?.message ?? ''}${first?.fix === undefined ? '' : `. ${first.fix}`}${more}`
  return { outcome: 'unopened', because, exitCode: exitCodes.usage }
}

/** Titles in the index. */
const most = 3

function figuresOf(report: Report): FleetRun {
  const { run, totals, findings, leftBehind, baseline } = report
  const of = (severity: 'fail' | 'warn' | 'inconclusive'): readonly string[] =>
    findings.filter((each) => each.severity === severity).map(({ title }) => title)
  const [fail, warn, inconclusive] = [of('fail'), of('warn'), of('inconclusive')]
  return {
    profile: claimed(report),
    partial: report.partial !== undefined,
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    exchanges: run.exchanges,
    totals,
    findings: { fail: fail.length, warn: warn.length, inconclusive: inconclusive.length },
    worst: [...fail, ...warn, ...inconclusive].slice(0, most),
    leftBehind: leftBehind.length,
    ...(baseline === undefined
      ? {}
      : {
          baseline: {
            known: new Set(baseline.known.flatMap(({ covers }) => covers)).size,
            unlisted: baseline.unlisted.length,
            problems: baseline.problems.length,
          },
        }),
  }
}

/** The result with what is different from the round before. */
export function compared(done: JobDone, changes: Comparison): JobDone {
  const { result } = done
  if (result.run === undefined) return done
  const change = { worse: changes.worse.length, better: changes.better.length }
  return { ...done, result: { ...result, run: { ...result.run, change } }, changes }
}
