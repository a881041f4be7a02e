import type { Exchange, ScenarioRun, TargetFacts } from '../model/evidence.ts'

/** What an observer may see of an exchange while the run goes on: no header, no body, no query, so no secret. */
export interface ExchangeNotice {
  readonly id: number
  readonly owner: string
  readonly step: string
  readonly operation: Exchange['operation']
  readonly method: string
  readonly status?: number
  /** Code of the transport failure. */
  readonly failure?: string
  readonly durationMs?: number
}

export interface RetryNotice {
  readonly owner: string
  readonly step: string
  readonly because: string
  readonly waitMs: number
}

interface CleanUpNotice {
  readonly deleted: number
  readonly leftBehind: number
}

/** What a plan will cost the server. */
export interface Estimate {
  readonly scenarios: number
  /** Requests from the first to the last one of clean-up, without retries, polls and rows that are run once more. */
  readonly requests: number
  /** The budget of requests (--max-requests). Absent: any number. */
  readonly most?: number
  /** Clients that the run asks to register; a server may refuse some. */
  readonly clients: number
  /** Scenario rows by the folder that they stand in ("token"), in the order of the plan. */
  readonly groups: Readonly<Record<string, number>>
  /** What steps wait on purpose, one after the other. */
  readonly seconds: number
}

/** Called while a run goes on. Every method is optional; nothing that it does can change the run. */
export interface DriveObserver {
  /** After discovery, and again when the first token has shown more. */
  discovered?(facts: TargetFacts): void
  planned?(estimate: Estimate): void
  scenarioStarted?(id: string): void
  scenarioFinished?(run: ScenarioRun): void
  exchange?(notice: ExchangeNotice): void
  /** So many rows are run once more, since something in them failed. */
  repeating?(rows: number): void
  retry?(notice: RetryNotice): void
  cleanUp?(notice: CleanUpNotice): void
}
