import type { Evidence, TokenProof } from '../model/evidence.ts'
import type { DeviationReport, Report, RequirementReport } from '../model/report.ts'
import type { Specs } from '../model/specs.ts'
import type { CheckReport, CheckVerdict, Verdict, VerdictKind } from '../model/verdict.ts'
import type { History } from '../model/vocabulary.ts'
import { conclude, lacksOf, totalsOf } from './conclude.ts'
import { findingsOf } from './findings/findings.ts'
import { hostingNotes } from './hosted.ts'
import type { Judgement } from './judge.ts'
import { plainHttpNotes } from './plain-http.ts'
import { worst } from './row.ts'

/** The report of format 1 over a finished judgement. Pure; holds no secret, since the evidence holds none. */
export function toReport(specs: Specs, judgement: Judgement, evidence: Evidence): Report {
  const { facts, run } = evidence
  const lacks = lacksOf(evidence)
  const { profile } = judgement.plan
  return {
    format: 1,
    tool: evidence.tool,
    run: {
      id: run.id,
      seed: run.seed,
      startedAt: run.startedAt,
      durationMs: run.durationMs,
      exchanges: evidence.exchanges.length,
      ...(run.confirmed === undefined ? {} : { confirmed: run.confirmed }),
    },
    target: {
      ...(facts.issuer === undefined ? {} : { issuer: facts.issuer }),
      ...(facts.baseUrl === undefined ? {} : { baseUrl: facts.baseUrl }),
      named: facts.named,
      ...(facts.product === undefined ? {} : { product: facts.product }),
      endpoints: Object.fromEntries(Object.entries(facts.endpoints).map(([name, endpoint]) => [name, endpoint.url])),
      capabilities: Object.entries(facts.capabilities).flatMap(([name, fact]) => (fact.offered ? [name] : [])),
      ...(lacks.length === 0 ? {} : { lacks }),
    },
    profile: { id: profile.id, version: profile.version },
    ...partialOf(evidence),
    ...conclude(judgement, evidence),
    totals: totalsOf(judgement),
    findings: findingsOf(specs, judgement.scenarios, evidence.exchanges),
    limitations: judgement.limitations,
    scenarios: judgement.scenarios.map(({ scenario: _, checks, ...row }) => ({ ...row, checks: checks.map(toCheck) })),
    requirements: requirementsOf(specs, judgement),
    deviations: deviationsOf(judgement),
    notes: notesOf(judgement, evidence),
    leftBehind: evidence.leftBehind,
    complete: evidence.complete,
  }
}

/** A run that --only or --skip has cut to a part of its profile. */
function partialOf({ run: { only, skip } }: Evidence): Pick<Report, 'partial'> {
  return only.length === 0 && skip.length === 0 ? {} : { partial: { only, skip } }
}

function toCheck({ verdict, often: _often, ...place }: CheckVerdict): CheckReport {
  const { kind, lead: _, history: __, ...said }: Verdict & { lead?: string; history?: History } = verdict
  return { ...place, verdict: kind, ...said }
}

/** Requirements that were really looked at: at least one of their checks applied. */
function requirementsOf(specs: Specs, judgement: Judgement): readonly RequirementReport[] {
  const byId = new Map<string, CheckVerdict[]>()
  for (const check of judgement.scenarios.flatMap((scenario) => scenario.checks)) {
    if (check.requirement === undefined || check.verdict.kind === 'not-applicable') continue
    byId.set(check.requirement, [...(byId.get(check.requirement) ?? []), check])
  }
  return [...byId].flatMap(([id, checks]) => {
    const requirement = specs.requirements[id]
    if (requirement === undefined) return []
    const { source, section, level } = requirement
    const verdict: VerdictKind = worst(checks.map((check) => check.verdict.kind))
    return [
      {
        id,
        source,
        section,
        level,
        requirement: requirement.requirement,
        verdict,
        checks: checks.map((check) => check.id),
      },
    ]
  })
}

/** A deviation was met when a check that would have found it was settled by the profile, or found it. */
function deviationsOf(judgement: Judgement): readonly DeviationReport[] {
  const checks = judgement.scenarios.flatMap((scenario) => scenario.checks)
  const met = new Set(checks.filter((check) => 'observed' in check.verdict).map((check) => check.requirement))
  return judgement.plan.profile.deviations.map((deviation) => ({
    id: deviation.id,
    treatment: deviation.treatment,
    reason: deviation.reason,
    seen: (deviation.requirements ?? []).some((requirement) => met.has(requirement)),
  }))
}

function notesOf({ plan, obstacles }: Judgement, evidence: Evidence): readonly string[] {
  const attempts = evidence.clients.flatMap((client) =>
    client.attempts.map((attempt) => `client ${client.template}: ${attempt.because}`),
  )
  const { metadata, oneTokenPerClient, tokenProof, blocker } = evidence.facts
  const place =
    metadata === undefined
      ? []
      : [
          `metadata found at ${metadata.url} (${metadata.form})`,
          // A reason for the whole run stands with its conclusion.
          ...(metadata.unused === undefined || metadata.unused === blocker ? [] : [metadata.unused]),
          ...(metadata.adopted === undefined ? [] : [metadata.adopted]),
        ]
  const alone =
    'a new access token ends the one before of the same client: what shares a client ran one after the other'
  return [
    ...new Set([
      ...place,
      ...attempts,
      ...(oneTokenPerClient === true ? [alone] : []),
      ...(tokenProof === undefined ? [] : [proven[tokenProof]]),
      ...obstacles.map(({ says }) => says),
      ...hostingNotes(plan, evidence),
      ...plainHttpNotes(plan, evidence),
      ...unsentOf(evidence),
      ...confirmationOf(evidence),
    ]),
  ]
}

const proven: Readonly<Record<TokenProof, string>> = {
  dpop: 'no token is issued without a DPoP proof: requests for tokens, and those with tokens, have one',
  self_signed:
    'no token is issued without a client certificate: requests for tokens, and those with tokens, present one made for the run',
  configured:
    'no token is issued without a client certificate: requests for tokens, and those with tokens, present that of the target file',
}

/** What was not asked, and why: a reader must not take silence for agreement. */
function unsentOf({ exchanges }: Evidence): readonly string[] {
  const counts = new Map<string, number>()
  for (const { failure } of exchanges)
    if (failure?.code === 'not-sent') counts.set(failure.message, (counts.get(failure.message) ?? 0) + 1)
  return [...counts].map(
    ([message, number]) => `${number === 1 ? '1 request was' : `${number} requests were`} ${message}`,
  )
}

function confirmationOf({ run, again = [] }: Evidence): readonly string[] {
  if (run.confirmed === false)
    return ['nothing was run a second time (--no-confirm): what failed or warned was seen once']
  const number = new Set(again.map(({ id }) => id)).size
  if (number === 0) return []
  return [
    `${number === 1 ? '1 scenario' : `${number} scenarios`} in which something failed or warned ran once more, alone`,
  ]
}
