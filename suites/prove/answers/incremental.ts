import { readAnswer } from '../../decode/answer.ts'
import { listOf } from '../../decode/list-of.ts'
import { isSuccess } from '../../judge/gate.ts'
import type { Obstacle } from '../../judge/history/obstacle.ts'
import { obstaclesOf } from '../../judge/history/obstructed.ts'
import { targetBlocker } from '../../judge/identity.ts'
import { beforeCleanUp, benchOf, type Judgement, judge } from '../../judge/judge.ts'
import { judgeLimitation } from '../../judge/limitation.ts'
import { kindOf, owedIn, takenIn } from '../../judge/owed.ts'
import type { Recorded } from '../../judge/recorded-scope.ts'
import { type Bench, judgeRow } from '../../judge/row.ts'
import { isViolation } from '../../judge/violation.ts'
import type { Evidence, Exchange, ScenarioRun } from '../../model/evidence.ts'
import type { PlannedLimitation, PlannedRow } from '../../model/plan.ts'
import type { Profile } from '../../model/profile.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { SchemaValidator, Specs } from '../../model/specs.ts'
import type { CheckVerdict, VerdictKind } from '../../model/verdict.ts'
import type { Operation } from '../../model/vocabulary.ts'
import { groupBy } from './group-by.ts'
import type { Mutation } from './mutate/mutation.ts'

/** What a changed answer does to the verdicts. */
interface Effect {
  /** The first check that fails or warns, and did not before. */
  readonly violated?: CheckVerdict
  /** A check that passed can no longer be decided. */
  readonly blocked: boolean
}

/** A row of the plan and how it is judged. */
interface Reader {
  readonly id: string
  /** In the order of the plan. */
  readonly order: number
  readonly judge: (bench: Bench) => readonly CheckVerdict[]
}

/** Checks about every answer of the run, without the rest of their row. */
interface Sampler extends Reader {
  /** Undefined: answers to any operation. */
  readonly operations: readonly Operation[] | undefined
}

/** The evidence of one run, judged, and ready to be judged again with one answer changed. */
export interface JudgedEvidence {
  readonly evidence: Evidence
  readonly judgement: Judgement
  /** The checks that an exchange can change, but for those about every answer. Those of its own step are named a second time. */
  readonly readBy: (exchange: Exchange) => readonly string[]
  readonly effectOf: (mutation: Mutation) => Effect
}

/**
 * Judges evidence once, and then again and again with one answer changed: only the rows that read it, and the checks about every answer, which then have it alone to look at. Where
 * the unchanged evidence violates nothing, that gives the same violations as judging the whole.
 */
export function judgeOnce(specs: Specs, profile: Profile, whole: Evidence, validate: SchemaValidator): JudgedEvidence {
  const evidence = { ...whole, exchanges: beforeCleanUp(whole.exchanges) }
  const judgement = judge(specs, profile, evidence, validate)
  const bench = benchOf(specs, profile, evidence, validate)
  const before = new Map<string, VerdictKind>()
  for (const { checks } of judgement.scenarios) for (const { id, verdict } of checks) before.set(id, verdict.kind)
  const readers = readersIn(judgement, evidence)
  const samplers = samplersIn(judgement)

  const blockerOf = blockersIn(evidence)
  const owedAmong = owedAfter(evidence, specs)

  const effectOf = ({ exchanges: changed, secrets = {} }: Mutation): Effect => {
    const by = new Map<number | undefined, Exchange>(changed.map((each) => [each.id, each]))
    const attested = Object.keys(secrets).length === 0 ? evidence.secrets : { ...evidence.secrets, ...secrets }
    const metadata = by.get(evidence.facts.metadata?.exchange)
    const from: Recorded = {
      ...bench.from,
      evidence: { ...evidence, exchanges: changed, secrets: attested },
      exchange: (id) => by.get(id) ?? bench.from.exchange(id),
      answers: () => changed,
      metadata: metadata === undefined ? bench.from.metadata : readAnswer(metadata).json,
    }
    const again: Bench = {
      ...bench,
      blocker: blockerOf(changed),
      from,
      owed: () => owedAmong(changed, from, bench.obstacles),
    }
    const rows = [...new Set(changed.flatMap(({ id }) => readers.get(id) ?? []))].toSorted(
      (one, other) => one.order - other.order,
    )
    const known = new Set(rows.map(({ id }) => id))
    const sampling = samplers.filter(
      ({ id, operations }) =>
        !known.has(id) && changed.some(({ operation }) => operations?.includes(operation) ?? true),
    )
    const effect = effectIn(rows, sampling, again)
    // What the history of the run makes of the changed answer can only take a violation back.
    const standsAsBefore = changed.every((each) => standingOf(each) === standingOf(bench.from.exchange(each.id)))
    if (effect.violated === undefined || standsAsBefore) return effect
    const exchanges = evidence.exchanges.map((each) => by.get(each.id) ?? each)
    const obstacles = obstaclesOf({ ...evidence, exchanges })
    return obstacles.length === bench.obstacles.length
      ? effect
      : effectIn(rows, sampling, { ...again, obstacles, owed: () => owedAmong(changed, from, obstacles) })
  }

  const effectIn = (rows: readonly Reader[], sampling: readonly Reader[], again: Bench): Effect => {
    let blocked = false
    for (const reader of [...rows, ...sampling]) {
      for (const check of reader.judge(again)) {
        const was = before.get(check.id)
        if (isViolation(check.verdict) && was !== 'fail' && was !== 'warn') return { violated: check, blocked }
        blocked ||= check.verdict.kind === 'inconclusive' && was === 'pass' && rows.includes(reader)
      }
    }
    return { blocked }
  }

  const passing = new Map(
    judgement.scenarios.map(({ id, scenario, checks }) => [
      id,
      checks.filter(({ verdict }) => verdict.kind === 'pass').map((check) => `${scenario}${check.id.slice(id.length)}`),
    ]),
  )
  const readBy = ({ id: exchange, owner, step }: Exchange): readonly string[] =>
    (readers.get(exchange) ?? []).flatMap(({ id }) => {
      const read = passing.get(id) ?? []
      // Most checks look at the answer to their own step, so it counts once more what that answer's own are.
      const own = id === owner ? read.filter((check) => check.split(':')[1] === step) : []
      return [...read, ...own.map((check) => `own ${check}`)]
    })
  return { evidence, judgement, readBy, effectOf }
}

/**
 * Whether the target can still be judged at all, from as few answers as that takes: the changed ones, those with the same body, those that used an entry of the target file, and one
 * that only an authorization server gives.
 */
function blockersIn(evidence: Evidence): (changed: readonly Exchange[]) => string | undefined {
  const byText = groupBy(evidence.exchanges, (each) => readAnswer(each).text ?? '')
  const used = new Set(Object.values(evidence.facts.entries ?? {}).flatMap((each) => [each.exchange, each.bare]))
  const entries = evidence.exchanges.filter(({ id }) => used.has(id))
  const speaking = evidence.exchanges.filter(
    (each) => targetBlocker({ ...evidence, exchanges: [...entries, each] }) === undefined,
  )
  return (changed) => {
    const by = new Map(changed.map((each) => [each.id, each]))
    const alike = changed.flatMap((each) => byText.get(readAnswer(each).text || 'none') ?? [])
    const others = [...entries, ...alike, ...speaking.slice(0, 3)].filter(({ id }) => !by.has(id))
    const used = entries.flatMap(({ id }) => by.get(id) ?? [])
    return targetBlocker({ ...evidence, exchanges: [...new Set([...used, ...changed, ...others])] })
  }
}

/** The changed answers that are to requests which the server has to take, as others of their kind show. */
function owedAfter(evidence: Evidence, specs: Specs) {
  const byKind = groupBy(evidence.exchanges.filter(isSuccess), kindOf)
  return (changed: readonly Exchange[], from: Recorded, obstacles: readonly Obstacle[]): ReadonlySet<number> => {
    const ids = new Set(changed.map(({ id }) => id))
    const others = [...new Set(changed.map(kindOf))].flatMap(
      (kind) => byKind.get(kind)?.find(({ id }) => !ids.has(id)) ?? [],
    )
    const scenarios = evidence.scenarios.filter(({ steps }) =>
      Object.values(steps).some((taken) => taken.kind === 'sent' && ids.has(taken.exchanges.at(-1) ?? 0)),
    )
    const touched = { ...from, evidence: { ...from.evidence, scenarios } }
    return owedIn(touched, specs, obstacles, takenIn([...others, ...changed]))
  }
}

/** What the history of a run makes of an answer: whether it was accepted or refused. */
function standingOf(exchange: Exchange | undefined): string {
  const { status, error, json } = readAnswer(exchange)
  return JSON.stringify([status, error, exchange?.operation === 'introspect' ? json : undefined])
}

/** By exchange: the rows that read it, in the order of the plan. */
function readersIn({ plan }: Judgement, evidence: Evidence): ReadonlyMap<number, readonly Reader[]> {
  const runs = new Map<string, ScenarioRun>(evidence.scenarios.map((run) => [run.id, run]))
  const registrations = new Map<string | undefined, number | undefined>(
    evidence.clients.map(({ key, exchange }) => [key, exchange]),
  )
  const found = new Map<number, Reader[]>()
  const read = (reader: Reader, exchange: number | undefined): void => {
    if (exchange === undefined) return
    const known = found.get(exchange) ?? []
    if (!known.includes(reader)) found.set(exchange, [...known, reader])
  }
  for (const [order, { planned, reader }] of readersOf(plan).entries()) {
    const run = runs.get(planned.id)
    if (run === undefined || planned.row.applies.kind !== 'run') continue
    const each: Reader = { id: planned.id, order, judge: reader }
    for (const taken of Object.values(run.steps)) {
      if (taken.kind !== 'sent') continue
      read(each, taken.exchanges.at(-1))
      read(each, taken.minted)
    }
    if (planned.text.includes('$client')) read(each, registrations.get(run.client))
    if (planned.text.includes('$second')) read(each, registrations.get(run.second))
    if (planned.text.includes('$metadata')) read(each, evidence.facts.metadata?.exchange)
  }
  return found
}

interface Planned {
  readonly planned: { readonly id: string; readonly text: string; readonly row: PlannedRow }
  readonly reader: Reader['judge']
}

function readersOf({ rows, limitations }: Judgement['plan']): readonly Planned[] {
  return [...rows.map(ofRow), ...limitations.map(ofLimitation)]
}

const ofRow = (row: PlannedRow): Planned => ({
  planned: { id: row.id, text: JSON.stringify(row.scenario.steps), row },
  reader: (bench) => judgeRow(row, bench).checks,
})

const ofLimitation = (planned: PlannedLimitation): Planned => ({
  planned: { id: planned.row.id, text: JSON.stringify(planned.limitation), row: planned.row },
  reader: (bench) => judgeLimitation(planned, bench).scenario.checks,
})

/** The rows with checks about every answer, each with those checks alone. */
function samplersIn({ plan: { rows } }: Judgement): readonly Sampler[] {
  return rows.flatMap((row, order) => {
    const scenario = samplesOnly(row.scenario)
    const every = scenario.steps.flatMap(({ expect }) => expect.flatMap(({ every: each }) => each ?? []))
    if (every.length === 0 || row.applies.kind !== 'run') return []
    const planned = { ...row, scenario }
    const operations = every.some(({ operation }) => operation === undefined)
      ? undefined
      : every.flatMap(({ operation }) => listOf(operation ?? []))
    return [{ id: row.id, order, operations, judge: (bench: Bench) => judgeRow(planned, bench).checks }]
  })
}

const samplesOnly = (scenario: Scenario): Scenario => ({
  ...scenario,
  steps: scenario.steps.map((step) => ({ ...step, expect: step.expect.filter(({ every }) => every !== undefined) })),
})
