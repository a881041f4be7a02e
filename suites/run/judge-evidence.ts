import type { DiscoveryDocument, Repetition } from '../drive/drive-input.ts'
import { beforeCleanUp, type Judgement, judge } from '../judge/judge.ts'
import { toReport } from '../judge/report.ts'
import { isViolation } from '../judge/violation.ts'
import { validatorFor } from '../load/schema-validator.ts'
import type { Evidence, Exchange, ScenarioRun } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Report } from '../model/report.ts'
import type { Step } from '../model/scenario.ts'
import type { SchemaValidator, Specs } from '../model/specs.ts'
import type { CheckVerdict, Verdict } from '../model/verdict.ts'
import type { History } from '../model/vocabulary.ts'
import { scenariosOf } from '../plan/plan.ts'
import { looksAtTlsOnly } from '../plan/tls-only.ts'

/** Evidence in, report out: what a run does at its end, and what `grantcheck judge` does years later. */
export async function judgeEvidence(specs: Specs, profile: Profile, evidence: Evidence): Promise<Report> {
  return toReport(specs, await judgementOf(specs, profile, evidence), evidence)
}

interface Judged {
  readonly specs: Specs
  readonly profile: Profile
  readonly evidence: Evidence
  readonly judgement: Judgement
}

/** The last judgement on these scenarios. A run asks before it cleans up what to run once more; where that was nothing, its last word is the same. */
const judged = new WeakMap<Evidence['scenarios'], Judged>()

async function judgementOf(specs: Specs, profile: Profile, evidence: Evidence): Promise<Judgement> {
  const known = judged.get(evidence.scenarios)
  if (known?.specs === specs && known.profile === profile && saysTheSame(known.evidence, evidence))
    return known.judgement
  const judgement = judge(specs, profile, evidence, await schemasOf(specs, profile))
  judged.set(evidence.scenarios, { specs, profile, evidence, judgement })
  return judgement
}

/** All that a judgement depends on is the very same. */
function saysTheSame(one: Evidence, other: Evidence): boolean {
  const parts = ['facts', 'clients', 'scenarios', 'again', 'secrets'] as const
  const exchanges = beforeCleanUp(other.exchanges)
  const before = beforeCleanUp(one.exchanges)
  return (
    parts.every((part) => one[part] === other[part]) &&
    one.run.stopped === other.run.stopped &&
    before.length === exchanges.length &&
    before.every((exchange, index) => exchange === exchanges[index])
  )
}

/** The rows in which something failed or warned, since nothing is a verdict that was seen once, and those that a quota or a lock has stopped. */
export async function rowsToConfirm(
  specs: Specs,
  profile: Profile,
  evidence: Evidence,
): Promise<readonly Repetition[]> {
  const { scenarios, plan } = await judgementOf(specs, profile, evidence)
  const rows = new Map([...plan.rows, ...plan.limitations.map(({ row }) => row)].map((row) => [row.id, row.scenario]))
  const done = new Set((evidence.again ?? []).map(({ id }) => id))
  const own = scenarios.flatMap(({ id, checks }) => {
    if (done.has(id)) return checks.some(({ verdict }) => isUnconfirmed(verdict)) ? [{ row: id, ownClient: true }] : []
    const scenario = rows.get(id)
    if (scenario !== undefined && looksAtTlsOnly(scenario)) return []
    const violated = checks.filter(({ verdict }) => isViolation(verdict))
    const locked = checks.some(({ verdict }) => obstructs(verdict, 'lock'))
    if (locked || checks.some(({ verdict }) => obstructs(verdict, 'quota'))) return [{ row: id, ownClient: locked }]
    if (violated.length === 0) return []
    const steps = scenario?.steps.filter(isPlainRegistration) ?? []
    const registers = violated.some(({ step }) => steps.some((each) => each.id === step))
    return [{ row: id, ownClient: registers || sendersOf(violated, evidence).includes('clients') }]
  })
  const asked = new Set([...done, ...own.map(({ row }) => row)])
  const violated = scenarios.filter(({ id }) => !done.has(id)).flatMap(({ checks }) => checks)
  const running = [...rows].filter(([id]) => evidence.scenarios.some((run) => run.id === id && wasSent(run)))
  const asking = documentsIn(violated, evidence).map((document) => ({
    document,
    rows: running.filter(([, { steps }]) => steps.some(({ operation }) => operation === document)).map(([id]) => id),
  }))
  const readers = asking.flatMap(({ rows: [first] }) => first ?? [])
  const documents = asking.flatMap(({ document, rows: { length } }) => (length === 0 ? [document] : []))
  const senders = sendersOf(violated, evidence).filter((owner) => rows.has(owner) && !asked.has(owner))
  const others = [...new Set([...senders, ...readers])].filter((row) => !asked.has(row))
  const withDocuments = own.map((each, place) => (place === 0 && documents.length > 0 ? { ...each, documents } : each))
  return [...withDocuments, ...others.map((row) => ({ row, ownClient: false }))]
}

const wasSent = ({ steps }: ScenarioRun): boolean => Object.values(steps).some(({ kind }) => kind === 'sent')

/** The documents of discovery that were wrong by themselves, where a check on every answer has seen that: a row that reads such a document asks for it once more. */
function documentsIn(checks: readonly CheckVerdict[], evidence: Evidence): readonly DiscoveryDocument[] {
  const wrong = shownIn(checks, evidence).filter(({ owner }) => owner === 'discovery')
  return (['metadata', 'jwks'] as const).filter((each) => wrong.some(({ operation }) => operation === each))
}

/** Who sent what was answered wrongly, where a check on every answer of the run has seen that once. */
const sendersOf = (checks: readonly CheckVerdict[], evidence: Evidence): readonly string[] =>
  shownIn(checks, evidence).map(({ owner }) => (owner === 'entry' ? 'clients' : owner))

function shownIn(checks: readonly CheckVerdict[], { exchanges }: Evidence): readonly Exchange[] {
  const ids = new Set(
    checks.flatMap(({ verdict, often, exchanges: shown = [] }) => (isViolation(verdict) && !often ? shown : [])),
  )
  return exchanges.filter(({ id }) => ids.has(id))
}

/** Seen once, and the other attempt decided nothing. */
const isUnconfirmed = (verdict: Verdict): boolean =>
  verdict.kind === 'inconclusive' && verdict.observed !== undefined && verdict.history === undefined

/** Alone, and with a client of its own, the row may come through. */
const obstructs = (verdict: Verdict, kind: History): boolean =>
  verdict.kind === 'inconclusive' && verdict.history === kind

/** It stands for the registration of the client that others use too. */
const isPlainRegistration = ({ operation, request }: Step): boolean =>
  operation === 'register' && Object.keys(request).length === 0

/** Compares messages with every schema that a scenario of the profile names or holds. */
export function schemasOf(specs: Specs, profile: Profile): Promise<SchemaValidator> {
  const bySpecs = validators.get(specs) ?? new WeakMap<Profile, Promise<SchemaValidator>>()
  const known = bySpecs.get(profile) ?? makeValidator(specs, profile)
  validators.set(specs, bySpecs.set(profile, known))
  return known
}

/** Making a validator takes as long as judging, and a process may judge more than once. */
const validators = new WeakMap<Specs, WeakMap<Profile, Promise<SchemaValidator>>>()

function makeValidator(specs: Specs, profile: Profile): Promise<SchemaValidator> {
  const limitations = profile.limitations.flatMap((id) => specs.limitations[id]?.scenario ?? [])
  return validatorFor(specs, [...scenariosOf(specs, profile), ...limitations])
}
