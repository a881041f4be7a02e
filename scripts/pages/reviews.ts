import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Report } from '../../suites/model/report.ts'
import type { CheckReport } from '../../suites/model/verdict.ts'

const judgements = ['true finding', 'by design', 'as configured here'] as const

/** What a person said about findings of one real server (fixtures/peers/<name>/review.yaml). */
export interface ReviewEntry {
  /** Names the group: its checks have one root cause. */
  readonly id: string
  readonly title: string
  /** Check ids, "*" for any part. */
  readonly checks: readonly string[]
  readonly judgement: (typeof judgements)[number]
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

/** What is missing or misspelt in reviews. */
export const incomplete = (reviews: readonly ReviewEntry[]): readonly string[] =>
  reviews.flatMap((entry) => [
    ...(['id', 'title', 'checks', 'says', 'known'] as const)
      .filter((key) => entry[key] === undefined)
      .map((key) => `${entry.id}: ${key} is missing`),
    ...(judgements.includes(entry.judgement)
      ? []
      : [`${entry.id}: judgement is ${entry.judgement}, and has to be one of ${judgements.join(', ')}`]),
  ])

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
