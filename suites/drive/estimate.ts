import { listOf } from '../decode/list-of.ts'
import { holds } from '../language/condition.ts'
import { resolve } from '../language/resolve.ts'
import type { Scope } from '../language/scope.ts'
import type { TargetFacts } from '../model/evidence.ts'
import type { Status } from '../model/language.ts'
import type { Plan, PlannedRow } from '../model/plan.ts'
import type { AnswerCondition, Step } from '../model/scenario.ts'
import type { StatusClass } from '../model/vocabulary.ts'
import { type NamedClient, registeredFor } from './clients/row-clients.ts'
import type { Estimate } from './observer.ts'

/** What a run has done when its plan is made. */
export interface Before {
  readonly requests: number
  /** Keys of the clients that are there. */
  readonly clients: readonly string[]
}

/**
 * What a plan will cost the server, with what it has cost already. Pure. Answers decide what is sent next: here every server is taken for one that
 * does as the checks ask, so that a few requests more or less are possible.
 */
export function estimate(plan: Plan, before: Before): Estimate {
  const { facts } = plan
  const rows = runningRows(plan)
  const there = new Set(before.clients)
  const coming = facts.registers ? rows.flatMap((row) => comingFor(row, plan)).filter(({ key }) => !there.has(key)) : []
  const shared = new Set(coming.map(({ key }) => key)).size
  const sent = rows.flatMap((row) =>
    row.scenario.steps.filter((step) => isSent(step, row, facts)).map((step) => ({ step, row })),
  )
  const own = sent.filter(({ step, row }) => registers(step, row)).length
  const gone = sent.filter(({ step }) => step.operation === 'delete_client').length
  const mayDelete = facts.capabilities.registration_management?.offered ?? true
  const deleted = mayDelete ? before.clients.length + shared + own - gone : 0
  const groups: Record<string, number> = {}
  for (const { id } of rows) groups[groupOfRow(id)] = (groups[groupOfRow(id)] ?? 0) + 1
  return {
    scenarios: rows.length,
    requests: before.requests + shared + sent.length + Math.max(0, deleted),
    clients: before.clients.length + shared + own,
    groups,
    seconds: sent.map(({ step, row }) => secondsBefore(step, row, facts)).reduce((one, other) => one + other, 0),
  }
}

/** What a step waits, as far as it is known before. */
function secondsBefore({ wait }: Step, { row }: PlannedRow, facts: TargetFacts): number {
  const seconds = wait === undefined ? undefined : resolve(wait, scopeBefore(row, facts), 'wait')
  return seconds?.kind === 'value' && typeof seconds.value === 'number' ? seconds.value : 0
}

/** The folder of a scenario row: "token" of "token/invalid-client[client_secret_basic]". */
export const groupOfRow = (id: string): string => id.split('/')[0] ?? id

/** The rows of scenarios and limitations that will be sent, in the order of the plan. */
export function runningRows(plan: Plan): readonly PlannedRow[] {
  return [...plan.rows, ...plan.limitations.map((each) => each.row)].filter((row) => row.applies.kind === 'run')
}

/** A step without changes stands for the exchange of discovery, or of the client's registration. */
export const standsForAnother = ({ operation, request }: Step): boolean =>
  ['metadata', 'jwks', 'register'].includes(operation) && Object.keys(request).length === 0

function isSent(step: Step, { row, scenario }: PlannedRow, facts: TargetFacts): boolean {
  if (standsForAnother(step)) return false
  if (step.when === undefined) return true
  const { answer = {}, ...known } = step.when
  const refused = scenario.steps.filter(isRefused).map(({ id }) => id)
  const presumed = Object.entries(answer).every(([name, wanted]) => isFailure(wanted) === refused.includes(name))
  return presumed && holds(known, scopeBefore(row, facts)).holds
}

/** Whether a condition asks for a refusal. */
const isFailure = ({ error, grants, status = [] }: AnswerCondition): boolean =>
  error !== undefined || grants === false || (listOf(status).length > 0 && listOf(status).every(isRefusal))

const isRefusal = (code: Status | StatusClass): boolean =>
  typeof code === 'number' ? code >= 400 : code === '4xx' || code === '5xx'

const isRefused = ({ expect }: Step): boolean => expect.some(({ rejection }) => rejection !== undefined)

/** Before anything has been answered. */
const scopeBefore = (row: PlannedRow['row'], facts: TargetFacts): Scope => ({
  row,
  facts,
  exchange: () => undefined,
  minted: () => undefined,
  all: () => [],
  invent: () => '',
  secretFacts: () => undefined,
})

/** The clients that are registered for a row, but for the one that a step of its own registers. */
function comingFor(row: PlannedRow, plan: Plan): readonly NamedClient[] {
  const itself =
    row.clients === 'own' && row.scenario.steps.some((step) => registers(step, row) && !standsForAnother(step))
  return registeredFor(row, plan).filter(
    ({ key, instance }) => !(itself && instance === 'first' && key.endsWith(`@${row.id}`)),
  )
}

/** Whether a step registers a client. What is wrong on purpose, or odd, is refused or not: that more is refused comes nearer. */
const registers = (step: Step, { scenario }: PlannedRow): boolean =>
  step.operation === 'register' && !isRefused(step) && (scenario.kind !== 'negative' || step.control)
