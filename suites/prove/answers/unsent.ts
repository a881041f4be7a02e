import type { Judgement } from '../../judge/judge.ts'
import type { Requirement } from '../../model/requirement.ts'
import type { Specs } from '../../model/specs.ts'
import type { Verdict } from '../../model/verdict.ts'

/** A requirement of which no run would show a violation, and why. */
export interface Unsent {
  readonly requirement: Requirement
  readonly because: string
}

/**
 * The requests that are missing: the requirements of which no check has come to a verdict in any run, so that the request or the answer that would show a violation is not among the
 * evidence. A limitation decides its requirement by its tables.
 */
export function unsentProbes(specs: Specs, judgements: readonly Judgement[]): readonly Unsent[] {
  const checks = judgements.flatMap(({ scenarios }) => scenarios.flatMap((each) => each.checks))
  const shown = new Set<string | undefined>(Object.values(specs.limitations).map(({ requirement }) => requirement))
  const reasons = new Map<string | undefined, string>()
  for (const { requirement, verdict } of checks) {
    const reason = whyUndecided(verdict)
    if (reason === undefined) shown.add(requirement)
    else reasons.set(requirement, reasons.get(requirement) ?? reason)
  }
  return Object.values(specs.requirements)
    .filter(({ id }) => !shown.has(id))
    .map((requirement) => ({
      requirement,
      because:
        requirement.excluded ??
        reasons.get(requirement.id) ??
        'No scenario of a profile that was run has a check of it.',
    }))
    .toSorted((one, other) => (one.requirement.id < other.requirement.id ? -1 : 1))
}

function whyUndecided(verdict: Verdict): string | undefined {
  switch (verdict.kind) {
    case 'pass':
    case 'fail':
    case 'warn':
      return undefined
    case 'inconclusive':
    case 'not-applicable':
    case 'error':
      return verdict.because
  }
}
