import type { Source } from './source.ts'
import type { AnswerKind, Operation } from './vocabulary.ts'

/** What a finding is about, in the order of a report: who gets in, then what the documents say, then how an answer is written. */
export const findingClasses = ['security', 'protocol', 'form'] as const
export type FindingClass = (typeof findingClasses)[number]

/** One kind of root cause (specs/findings): which failed checks it explains, and what a person who runs the server reads about it. */
export interface FindingRule {
  readonly id: string
  readonly class: FindingClass
  /** May hold {endpoint}, {status} and {error} of the deciding exchange. Absent: one finding for each requirement, in its words. */
  readonly title?: string
  /** What to change at the server. Absent: it follows from the deciding check. */
  readonly remedy?: string
  /** One finding for each endpoint instead of one for all. */
  readonly per?: 'endpoint'
  /** The rule counts only where at least one failed check is like one of these. Absent: always. */
  readonly given?: readonly FindingSelector[]
  /** It explains each check that is like one of these. */
  readonly explains: readonly FindingSelector[]
  /** Known vulnerabilities that look like this. */
  readonly cve?: readonly string[]
  readonly at: Source
}

/** All keys apply. */
export interface FindingSelector {
  /** Globs over "scenario:step:name". */
  readonly check?: readonly string[]
  /** Globs over ids. */
  readonly requirement?: readonly string[]
  readonly operation?: readonly Operation[]
  /** Of the deciding exchange: a status, or "5xx" for a whole class. */
  readonly status?: readonly (number | string)[]
  readonly body?: readonly AnswerKind[]
  /** A header field that the deciding response does not have. */
  readonly lacks?: string
  /** The error code of the deciding response. */
  readonly error?: readonly string[]
  /** Whether the deciding response issues an access token. */
  readonly issued?: boolean
}
