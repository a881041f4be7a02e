import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Report } from '../../suites/model/report.ts'
import type { CheckReport } from '../../suites/model/verdict.ts'

/** What a person said about findings of one real server (fixtures/peers/<name>/review.yaml). */
export interface ReviewEntry {
  /** Names the group: its checks have one root cause. */
  readonly id: string
  readonly title: string
  /** Check ids, "*" for any part. */
  readonly checks: readonly string[]
  readonly judgement: 'true finding' | 'by design' | 'as configured here'
  readonly says: string
  /** Threads of the project itself, OWNER/REPO#N, or addresses of its documentation. */
  readonly known: readonly string[]
}

/** What a recording's reviews are about: the failed and warned checks of a report. */
export const violatedChecks = (report: Report): readonly CheckReport[] =>
  report.scenarios
    .flatMap((scenario) => scenario.checks)
    .filter((check) => check.verdict === 'fail' || check.verdict === 'warn')

export function reviewsOf(peer: string): readonly ReviewEntry[] {
  return parse(readFileSync(new URL(`../../fixtures/peers/${peer}/review.yaml`, import.meta.url), 'utf8'))
}

/** In a pattern "*" stands for any text; everything else is literal. */
export const covers = (entry: ReviewEntry, check: CheckReport): boolean =>
  entry.checks.some((pattern) => {
    const [start = '', ...rest] = pattern.split('*')
    let from = start.length
    if (!check.id.startsWith(start)) return false
    for (const part of rest) {
      const at = check.id.indexOf(part, from)
      if (at === -1) return false
      from = at + part.length
    }
    return rest.at(-1) === '' || from === check.id.length || check.id.endsWith(rest.at(-1) ?? start)
  })
