import type { Evidence, Fetch, ScenarioRun } from '../model/evidence.ts'
import type { Plan, PlannedRow } from '../model/plan.ts'
import type { CheckVerdict, Verdict } from '../model/verdict.ts'
import { isViolation } from './violation.ts'

const runsOf = ({ scenarios, again = [] }: Evidence): readonly ScenarioRun[] => [...scenarios, ...again]

const fetchesOf = (runs: readonly ScenarioRun[]): readonly Fetch[] => runs.flatMap(({ fetches = [] }) => fetches)

/** Whether the server fetched none of the documents that the run serves. */
export const nothingFetched = (evidence: Evidence): boolean => fetchesOf(runsOf(evidence)).length === 0

const unread =
  'the server fetched none of the documents that the run serves: it reads no URLs of clients, or it does not reach this machine'

/** Of a client that was made by hand: the operator may have typed it otherwise. */
const elsewhere =
  'the server did not fetch the key set of this client: the URL that the server has for it may be another one than jwksUri in the target file'

/**
 * What is left of the verdicts on a row that hosts documents where the server fetched none in the whole run, or was refused since the run serves no more. A refusal of what was not read is no merit, and a client
 * whose keys cannot be had is refused rightly. `lost` says why an answer of the row never came: then nothing is known of what it would have made the server fetch. Only who takes what it has not read is wrong for sure.
 */
export function onlyWithFetches(
  checks: readonly CheckVerdict[],
  { id, scenario }: PlannedRow,
  evidence: Evidence,
  lost: string | undefined,
): readonly CheckVerdict[] {
  if (scenario.host === undefined) return checks
  const aboutFetches = new Set(
    scenario.steps.flatMap((step) =>
      step.expect.flatMap(({ fetched, name }) => (fetched === undefined ? [] : `${id}:${step.id}:${name}`)),
    ),
  )
  const isSure = (check: CheckVerdict): boolean => aboutFetches.has(check.id) && isViolation(check.verdict)
  if (nothingFetched(evidence)) {
    const verdict: Verdict =
      lost === undefined ? { kind: 'not-applicable', because: unread } : { kind: 'inconclusive', because: lost }
    return checks.map((check) => (isSure(check) ? check : { ...check, verdict }))
  }
  const own = fetchesOf(runsOf(evidence).filter((run) => run.id === id))
  if (own.length === 0 && scenario.host.some(({ client }) => client === true)) {
    return checks.map((check) =>
      isViolation(check.verdict) && !isSure(check)
        ? { ...check, verdict: { kind: 'inconclusive', because: elsewhere } }
        : check,
    )
  }
  const because = 'the run had served as much as it may, so that the server was refused'
  return own.some(({ ended }) => ended === 'refused')
    ? checks.map((check) => ({ ...check, verdict: { kind: 'inconclusive', because } }))
    : checks
}

/** In one line: what was not judged since the server could fetch nothing, or did not, and how to change that. */
export function hostingNotes({ rows }: Plan, evidence: Evidence): readonly string[] {
  const hosting = rows.filter(({ scenario }) => scenario.host !== undefined)
  const { capabilities, registers } = evidence.facts
  // Where clients register, the same is judged of one that does so.
  for (const fact of [capabilities.jwks_hosting, registers ? undefined : capabilities.key_set_client]) {
    const without = hosting.filter(
      ({ applies }) => applies.kind === 'not-applicable' && applies.because === fact?.because,
    )
    if (without.length > 0) return [`${counted(without)} about documents that the server fetches: ${fact?.because}`]
  }
  const run = hosting.filter(({ applies }) => applies.kind === 'run')
  const recorded = runsOf(evidence).some(({ fetches }) => fetches !== undefined)
  if (run.length === 0 || !recorded || !nothingFetched(evidence)) return []
  return [`${counted(run)} about documents that the server fetches: ${unread}`]
}

const counted = ({ length }: readonly unknown[]): string =>
  `not judged: ${length} scenario ${length === 1 ? 'row' : 'rows'}`
