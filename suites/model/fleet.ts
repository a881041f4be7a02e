import type { JsonObject } from './json.ts'
import type { Conclusion, Totals } from './report.ts'
import type { Source } from './source.ts'

/** One target of a fleet as plain data: all that a process needs to run it, here or on another machine. Holds no secret, only where secrets come from. */
export interface FleetJob {
  /** Its folder below `targets/`; no other target of the fleet has it. */
  readonly id: string
  /** The target as the fleet file names it. */
  readonly target: string
  /** Where the fleet file does so. */
  readonly at: Source
  /** Host and port, where they are known before the target is opened: runs at one host are limited together. */
  readonly host?: string
  readonly named: NamedTarget
  /** Members of a target file that the target's own stand over. */
  readonly defaults: JsonObject
  /** Members of a target file that stand over the target's own. */
  readonly own: JsonObject
  /** Path of the known failures. */
  readonly baseline?: string
}

type NamedTarget =
  | { readonly kind: 'url'; readonly url: string }
  /** `text`: what the file holds, where the job goes to another machine. */
  | { readonly kind: 'file'; readonly path: string; readonly text?: string }
  | { readonly kind: 'members' }

/** A fleet file, read: targets in its order, globs replaced by the files that they fit. */
export interface Fleet {
  readonly title: string
  readonly file: string
  readonly jobs: readonly FleetJob[]
  readonly parallel: number
  readonly perHost: { readonly targets: number; readonly rate?: number }
}

/** What became of a target: the conclusion of its run, or why there is none. */
export type FleetOutcome =
  | Conclusion
  /** The target could not be opened: its file, a secret or a profile is wrong. Nothing was sent. */
  | 'unopened'

/** One target in the index, and the content of its result.json. */
export interface FleetResult {
  readonly id: string
  readonly target: string
  readonly outcome: FleetOutcome
  /** One sentence. */
  readonly because: string
  /** What a run of this target alone would end with. */
  readonly exitCode: number
  /** What it was run with: a finished target is run again when that has changed. */
  readonly digest: string
  /** The round of the fleet that it was run in. */
  readonly round: string
  /** Absent where nothing was run. */
  readonly run?: FleetRun
}

/** The figures of a target's run. The rest is in its report. */
export interface FleetRun {
  readonly profile: string
  readonly partial: boolean
  readonly startedAt: string
  readonly durationMs: number
  readonly exchanges: number
  readonly totals: Totals
  readonly findings: { readonly fail: number; readonly warn: number; readonly inconclusive: number }
  /** Titles of the worst findings, a few. */
  readonly worst: readonly string[]
  /** Clients that could not be deleted. */
  readonly leftBehind: number
  /** Failures that a baseline knows, and those that it does not. */
  readonly baseline?: { readonly known: number; readonly unlisted: number; readonly problems: number }
  /** What is different from the round before. */
  readonly change?: { readonly worse: number; readonly better: number }
}

/** fleet.json: the index of a result folder, specs/schemas/fleet-index.schema.json. */
export interface FleetIndex {
  readonly format: 1
  readonly tool: { readonly name: 'grantcheck'; readonly version: string; readonly specsDigest: string }
  readonly fleet: { readonly title: string; readonly file: string; readonly targets: number }
  readonly round: string
  readonly startedAt: string
  readonly durationMs: number
  /** Present when only a part of the fleet was to be run here. */
  readonly shard?: { readonly index: number; readonly count: number }
  readonly exitCode: number
  readonly entries: readonly FleetResult[]
  /** Ids of targets that were to be run here and have not been. */
  readonly open: readonly string[]
  readonly complete: boolean
}
