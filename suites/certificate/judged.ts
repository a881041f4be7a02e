import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareWithBaseline } from '../compare/baseline.ts'
import { shippedRoot } from '../load/shipped-root.ts'
import type { Baseline } from '../model/baseline.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Report } from '../model/report.ts'
import type { Specs } from '../model/specs.ts'
import { makePlan } from '../plan/plan.ts'
import { judgeEvidence } from '../run/judge-evidence.ts'
import { contradictions } from './consistency/consistency.ts'
import { type Descriptor, sha256 } from './statement.ts'

/** Evidence judged by the installed specifications; a baseline is compared as of the day of the run. */
export async function judgedAgain(
  specs: Specs,
  profile: Profile,
  evidence: Evidence,
  baseline: Baseline | undefined,
): Promise<Report> {
  const report = await judgeEvidence(specs, profile, evidence)
  if (baseline === undefined) return report
  return { ...report, baseline: compareWithBaseline(report, baseline, evidence.run.startedAt.slice(0, 10)) }
}

/** Scenario rows that the profile asks for and the evidence lacks, as far as the target offers what they need. */
export function missingRows(specs: Specs, profile: Profile, evidence: Evidence): readonly string[] {
  if (evidence.facts.blocker !== undefined) return []
  const there = new Map(evidence.scenarios.map((run) => [run.id, run]))
  const plan = makePlan(specs, profile, evidence.facts, { only: [], skip: [] })
  return [...plan.rows, ...plan.limitations.map(({ row }) => row)]
    .filter((row) => row.applies.kind === 'run')
    .flatMap((row) => {
      const run = there.get(row.id)
      if (run === undefined) return [row.id]
      return row.scenario.steps
        .filter((step) => run.steps[step.id] === undefined)
        .map((step) => `${row.id}, step ${step.id}`)
    })
}

/** What in the evidence cannot be as it is said to be: see consistency/. */
export function contradictionsIn(specs: Specs, profile: Profile, evidence: Evidence): readonly string[] {
  const plan = makePlan(specs, profile, evidence.facts, { only: [], skip: [] })
  return contradictions(evidence, [...plan.rows, ...plan.limitations.map(({ row }) => row)])
}

/** Requirements that count in this run: all that the report looked at, sorted. */
export const scoredIn = (report: Report): readonly string[] => report.requirements.map(({ id }) => id).sort()

/** Every file of the installed specifications with its digest, by name. */
export async function specificationFiles(): Promise<readonly Descriptor[]> {
  const root = shippedRoot()
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(yaml|json)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return Promise.all(
    paths.map(async (path) => ({
      name: `specs${path.slice(root.length).replaceAll('\\', '/')}`,
      digest: { sha256: sha256(await readFile(path)) },
    })),
  )
}
