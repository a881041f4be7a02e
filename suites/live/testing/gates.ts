import { judge } from '../../judge/judge.ts'
import { isLegal } from '../../judge/legal.ts'
import type { Evidence, HeaderField, RecordedResponse } from '../../model/evidence.ts'
import type { Scenario, Step } from '../../model/scenario.ts'
import type { SchemaValidator } from '../../model/specs.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { Opened } from '../../run/open-target.ts'
import { specs } from './engine.ts'

/** A step whose request is legal and was accepted: what hangs on it is switched off where a server refuses it. */
export interface Gate {
  readonly scenario: string
  readonly step: string
}

/** Ways in which a server refuses a request that it should have taken. */
export const refusals = ['400', '401', '403', '404', '405', '500', '501', 'page'] as const
export type RefusedWith = (typeof refusals)[number]

const codes: Readonly<Record<Exclude<RefusedWith, 'page'>, string>> = {
  400: 'invalid_request',
  401: 'invalid_client',
  403: 'access_denied',
  404: 'not_found',
  405: 'method_not_allowed',
  500: 'server_error',
  501: 'not_implemented',
}

/** The gates of a run. Discovery is none: without a document there is nothing to judge. */
export function gatesIn(evidence: Evidence): readonly Gate[] {
  const exchanges = new Map(evidence.exchanges.map((each) => [each.id, each]))
  const found = new Map<string, Gate>()
  for (const { scenario, steps } of evidence.scenarios) {
    for (const [step, taken] of Object.entries(steps)) {
      const last = taken.kind === 'sent' ? exchanges.get(taken.exchanges.at(-1) ?? 0) : undefined
      if (last?.response === undefined || last.response.status >= 300 || last.operation === 'metadata') continue
      if (isLegal({ ...last, owner: scenario, step }, specs)) found.set(`${scenario}:${step}`, { scenario, step })
    }
  }
  return [...found.values()]
}

/** The part of the evidence that speaks of a gate, as it would be if the server refused that request wherever the run sends it. */
export function refused(evidence: Evidence, gate: Gate, refusal: RefusedWith | undefined): Evidence {
  const like = shapeOf(gate)
  const sends = ({ scenario, steps }: Evidence['scenarios'][number]): readonly number[] =>
    Object.entries(steps).flatMap(([step, taken]) =>
      taken.kind === 'sent' && shapeOf({ scenario, step }) === like ? taken.exchanges : [],
    )
  const changed = new Set(evidence.scenarios.flatMap(sends))
  const only = new Set(evidence.scenarios.flatMap((run) => (sends(run).length > 0 ? [run.scenario] : [])))
  const scenarios = evidence.scenarios.filter(({ scenario }) => only.has(scenario))
  const rows = new Set(scenarios.map(({ id }) => id))
  const exchanges = evidence.exchanges
    .filter(({ id, owner }) => changed.has(id) || rows.has(owner) || !owner.includes('/'))
    .map((each) =>
      refusal !== undefined && changed.has(each.id) && each.response !== undefined
        ? { ...each, response: answered(each.response, refusal) }
        : each,
    )
  return {
    ...evidence,
    run: { ...evidence.run, only: [...only, 'http/legal-requests'], skip: [] },
    scenarios,
    exchanges,
  }
}

function answered(response: RecordedResponse, refusal: RefusedWith): RecordedResponse {
  if (refusal === 'page') return replaced(response, 403, 'text/html', '<!doctype html><title>Forbidden</title>', [])
  const body = JSON.stringify({ error: codes[refusal] })
  return replaced(response, Number(refusal), 'application/json', body, fieldsOf(refusal))
}

/** What HTTP asks of these answers, so that no check of that takes the place of an owner. */
function fieldsOf(refusal: RefusedWith): readonly HeaderField[] {
  if (refusal === '401') return [['WWW-Authenticate', 'Bearer realm="x", error="invalid_token"']]
  return refusal === '405' ? [['Allow', '']] : []
}

function replaced(
  response: RecordedResponse,
  status: number,
  type: string,
  text: string,
  more: readonly HeaderField[],
): RecordedResponse {
  return {
    ...response,
    status,
    headers: [['Content-Type', type], ['Cache-Control', 'no-store'], ...more],
    body: { text },
  }
}

/** Two steps of the same shape send the same request, but for the values that the run makes. */
function shapeOf({ scenario: id, step: name }: Gate): string | undefined {
  const scenario: Scenario | undefined = specs.scenarios[id]
  const step: Step | undefined = scenario?.steps.find((each) => each.id === name)
  if (scenario === undefined || step === undefined) return undefined
  const { operation, request } = step
  const shape = JSON.stringify({ operation, request, client: scenario.client, second: scenario.second })
  return shape.replaceAll(/\$steps\.[\w-]+/gu, '$steps')
}

/** Ids of the checks that fail or warn, or that the history of the run stops, which is a finding as well. */
export function told({ profile }: Opened, evidence: Evidence, validate: SchemaValidator): readonly string[] {
  return judge(specs, profile, evidence, validate)
    .scenarios.flatMap((scenario) => scenario.checks)
    .flatMap(({ id, verdict }) => (isTold(verdict) ? [id] : []))
}

const isTold = (verdict: Verdict): boolean =>
  verdict.kind === 'fail' ||
  verdict.kind === 'warn' ||
  (verdict.kind === 'inconclusive' && verdict.history !== undefined)
