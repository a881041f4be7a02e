import type { Exchange } from './evidence.ts'
import type { FindingClass } from './finding.ts'
import type { Grade, LimitationId, Outcome } from './limitation.ts'
import type { Level } from './requirement.ts'
import type { Source } from './source.ts'
import type { Product } from './target.ts'
import type { ScenarioReport, VerdictKind } from './verdict.ts'

export type Conclusion = 'conformant' | 'nonconformant' | 'inconclusive' | 'invalid'

/** The JSON report, format 1: specs/schemas/report.schema.json. */
export interface Report {
  readonly format: 1
  readonly tool: { readonly name: 'grantcheck'; readonly version: string; readonly specsDigest: string }
  readonly run: {
    readonly id: string
    readonly seed: number
    readonly startedAt: string
    readonly durationMs: number
    readonly exchanges: number
    /** Whether what failed or warned was run once more. Absent: evidence of a version that did not do so. */
    readonly confirmed?: boolean
  }
  readonly target: {
    readonly issuer?: string
    readonly baseUrl?: string
    /** What the user typed after `run`. */
    readonly named: string
    /** What the target file says of the software. */
    readonly product?: Product
    readonly endpoints: Readonly<Record<string, string>>
    readonly capabilities: readonly string[]
    /** What the profile is about and the server does not offer, each with the reason. */
    readonly lacks?: readonly string[]
  }
  readonly profile: { readonly id: string; readonly version: string }
  /** Present when --only or --skip left something out: such a run claims no profile. */
  readonly partial?: { readonly only: readonly string[]; readonly skip: readonly string[] }
  readonly conclusion: Conclusion
  /** One sentence: why the conclusion is what it is. */
  readonly because: string
  readonly totals: Totals
  /** What people read: one for each root cause, security first. Every failed or warned check is in exactly one. */
  readonly findings: readonly Finding[]
  readonly limitations: readonly LimitationReport[]
  readonly scenarios: readonly ScenarioReport[]
  readonly requirements: readonly RequirementReport[]
  readonly deviations: readonly DeviationReport[]
  /** Things a reader must know beside the verdicts: a second attempt was needed, an endpoint moved. */
  readonly notes: readonly string[]
  readonly leftBehind: readonly string[]
  /** Present when the run was compared with a baseline file. */
  readonly baseline?: BaselineReport
  /** Present when --fail-on makes the exit code stricter than the conclusion: why. */
  readonly stricter?: string
  readonly complete: boolean
}

/** How the failures of a run compare with a baseline file. Verdicts and conclusion stay what they are. */
export interface BaselineReport {
  readonly file: string
  /** Entries that match a failure of this run. */
  readonly known: readonly KnownFailure[]
  /** What failed (or warned, where --fail-on counts warnings) and is on no entry: ids of checks, "limitation refresh". */
  readonly unlisted: readonly string[]
  /** Entries that no longer say the truth; each fails the run. */
  readonly problems: readonly BaselineProblem[]
}

export interface KnownFailure {
  /** The check, requirement or limitation that the entry names. */
  readonly entry: string
  readonly reason: string
  readonly owner: string
  /** YYYY-MM-DD. */
  readonly reviewBy: string
  /** The failures that it covers, as in `unlisted`. */
  readonly covers: readonly string[]
  readonly at: Source
}

export interface BaselineProblem {
  /** stale: all passed there. unknown: this run has no such thing. expired: the review date has passed. */
  readonly kind: 'stale' | 'unknown' | 'expired'
  readonly entry: string
  readonly message: string
  readonly at: Source
}

/** One root cause, with everything that it explains. */
export interface Finding {
  /** The same in every run: the rule's id, or the requirement's. */
  readonly id: string
  readonly title: string
  readonly class: FindingClass
  /** The worst verdict among its checks; inconclusive where the server did not answer twice alike, and nothing else is known. */
  readonly severity: 'fail' | 'warn' | 'inconclusive'
  readonly requirements: readonly string[]
  /** The checks that failed or warned because of it. The first one decides. */
  readonly checks: readonly string[]
  /** Checks that could not be decided because of it. */
  readonly blocks: readonly string[]
  /** What was expected and what was observed. */
  readonly because: string
  /** The deciding exchange. */
  readonly exchange?: number
  /** Of a check on every answer of the run: the first ones that show it. */
  readonly exchanges?: readonly number[]
  /** What to change. */
  readonly remedy: string
  /** Published vulnerabilities that are the same fault, as far as that is seen from outside. */
  readonly cve?: readonly string[]
}

export interface Totals {
  readonly pass: number
  readonly fail: number
  readonly warn: number
  readonly inconclusive: number
  readonly notApplicable: number
  readonly error: number
}

export interface LimitationReport {
  readonly id: LimitationId
  readonly title: string
  readonly outcome: Outcome
  readonly grade?: Grade
  readonly because: string
  readonly rfc: 'ok' | 'deviation' | 'violation'
  /** What each decision table said. */
  readonly probes: readonly {
    readonly probe: string
    readonly outcome: Outcome
    readonly grade?: Grade
    readonly rfc: 'ok' | 'deviation' | 'violation'
    readonly because: string
  }[]
  readonly findings: readonly string[]
}

export interface RequirementReport {
  readonly id: string
  readonly source: string
  readonly section: string
  readonly level: Level
  readonly requirement: string
  readonly verdict: VerdictKind
  readonly checks: readonly string[]
}

export interface DeviationReport {
  readonly id: string
  readonly treatment: string
  readonly reason: string
  /** True when this run met the deviation. */
  readonly seen: boolean
}

/** What a run leaves: the report, and the exchanges that its checks point at. Reporters read this and nothing else. */
export interface FinishedRun {
  readonly report: Report
  readonly exchanges: readonly Exchange[]
  /** The command line that repeats scenarios, without secrets: the reporter appends nothing. */
  readonly repeat: (...scenarios: readonly string[]) => string
  /** The file of the user that a check is about: its own scenario, or the target file. Undefined where there is none. */
  readonly placeOf: (at: Source) => Source | undefined
}
