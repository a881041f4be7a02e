import type { Exchange } from '../suites/model/evidence.ts'
import type { FinishedRun, LimitationReport, Totals } from '../suites/model/report.ts'
import type { CheckReport, ScenarioReport } from '../suites/model/verdict.ts'
import type { Operation } from '../suites/model/vocabulary.ts'
import { claimed, productOf, reasonOf } from './claim.ts'
import { visibleJson } from './text.ts'

/** What a reader of the stream is told: one JSON object a line (specs/schemas/event.schema.json), "finished" last of all. */
export type RunEvent =
  | { readonly event: 'started'; readonly version: string; readonly profile: string; readonly target: string }
  | { readonly event: 'planned'; readonly scenarios: number; readonly requests: number; readonly clients: number }
  /** What failed or warned is run once more. */
  | { readonly event: 'repeating'; readonly scenarios: number }
  | ExchangeEvent
  /** The last exchange of a scenario row is over; its verdict follows when all rows are. */
  | { readonly event: 'driven'; readonly scenario: string }
  | ({ readonly event: 'limitation' } & Pick<LimitationReport, 'id' | 'outcome' | 'because'>)
  | ({ readonly event: 'scenario' } & Pick<ScenarioReport, 'id' | 'verdict' | 'because'>)
  | ({ readonly event: 'check' } & Omit<CheckReport, 'at' | 'step'>)
  | {
      readonly event: 'finished'
      readonly conclusion: string
      /** True: --only or --skip left something out. */
      readonly partial?: true
      /** What the target file says of the software. */
      readonly product?: string
      readonly because: string
      readonly totals: Totals
      readonly durationMs: number
      readonly complete: boolean
    }

interface ExchangeEvent {
  readonly event: 'exchange'
  readonly id: number
  readonly owner: string
  readonly step: string
  readonly operation: Operation
  readonly method: string
  readonly status?: number
  readonly failure?: string
  readonly durationMs?: number
}

/** One event as a line that cannot be torn: no line break inside, no character that a terminal obeys. */
export function eventLine(event: RunEvent): string {
  return `${visibleJson(JSON.stringify(event))}\n`
}

/** The whole stream of a run that is over, as the live one would have been. */
export function renderNdjson(run: FinishedRun): string {
  const { report } = run
  const started: RunEvent = {
    event: 'started',
    version: report.tool.version,
    profile: claimed(report),
    target: report.target.named,
  }
  return [started, ...run.exchanges.map(exchangeEvent), ...verdictEvents(run)].map(eventLine).join('')
}

/** What only judging knows: limitations, scenario rows with their checks, and the end. */
export function verdictEvents({ report }: FinishedRun): readonly RunEvent[] {
  const { conclusion, totals, complete, partial } = report
  const product = productOf(report.target)
  return [
    ...report.limitations.map(
      ({ id, outcome, because: why }): RunEvent => ({ event: 'limitation', id, outcome, because: why }),
    ),
    ...report.scenarios.flatMap((scenario): readonly RunEvent[] => [
      {
        event: 'scenario',
        id: scenario.id,
        verdict: scenario.verdict,
        ...(scenario.because === undefined ? {} : { because: scenario.because }),
      },
      ...scenario.checks.map(({ at: _at, step: _step, ...check }): RunEvent => ({ event: 'check', ...check })),
    ]),
    {
      event: 'finished',
      conclusion,
      ...(partial === undefined ? {} : { partial: true }),
      ...(product === undefined ? {} : { product }),
      because: reasonOf(report),
      totals,
      durationMs: report.run.durationMs,
      complete,
    },
  ]
}

function exchangeEvent({ id, owner, step, operation, request, response, failure }: Exchange): RunEvent {
  return {
    event: 'exchange',
    id,
    owner,
    step,
    operation,
    method: request.method,
    ...(response === undefined ? {} : { status: response.status, durationMs: response.durationMs }),
    ...(failure === undefined ? {} : { failure: failure.code }),
  }
}
