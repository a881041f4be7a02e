import { refusedEntries, unusedEntries } from '../entries/entries.ts'
import { obstacleOf } from '../entries/obstacle.ts'
import type { Refusal } from '../entries/refusal.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Capability } from '../model/vocabulary.ts'
import { clock } from './diagnose/clock.ts'
import { endpoints } from './diagnose/endpoints.ts'
import { grant } from './diagnose/grant.ts'
import { introspection } from './diagnose/introspection.ts'
import { metadata } from './diagnose/metadata.ts'
import { proxy } from './diagnose/proxy.ts'
import { registration } from './diagnose/registration.ts'
import { scope } from './diagnose/scope.ts'
import { token } from './diagnose/token.ts'
import type { Diagnosis } from './diagnosis.ts'
import { missing } from './missing.ts'
import { offers } from './offers/offers.ts'

/** A document that names another issuer is an answer, and its own sentence says what to write. */
const obstacle = ({ facts, exchanges }: Evidence): Refusal | Pick<Refusal, 'says'> =>
  facts.blocker !== undefined && facts.blocker === facts.metadata?.unused
    ? { says: facts.blocker }
    : obstacleOf(facts.issuer ?? facts.baseUrl ?? facts.named, exchanges)

const unusedFix =
  'Take the entry out of the target file, or let the server offer what it is for: a run that never uses it is inconclusive.'

/** A visit leaves the refresh token to the run: each use may end it. */
function unused({ facts, exchanges }: Evidence): readonly Diagnosis[] {
  const { refreshToken, ...entries } = facts.entries ?? {}
  const problems = unusedEntries({ facts: { ...facts, entries }, exchanges })
  return [
    ...problems.map((says) => ({ kind: 'problem', says, fix: unusedFix }) as const),
    ...(refreshToken === undefined
      ? []
      : [{ kind: 'note', says: 'refreshToken of the target file is not tried: a use may replace it' } as const]),
  ]
}

/**
 * Reads a short run's evidence for configuration mistakes, most basic first. `tried`: capabilities that the profile has scenarios for.
 * Pure; no verdicts.
 */
export function diagnose(evidence: Evidence, tried: ReadonlySet<Capability>): readonly Diagnosis[] {
  const refused = refusedEntries(evidence).map((each) => ({ kind: 'blocking', ...each }) as const)
  if (refused.length > 0) return [...refused, ...proxy(evidence), ...metadata(evidence), ...endpoints(evidence)]
  const { blocker } = evidence.facts
  if (blocker !== undefined) return [{ kind: 'blocking', ...obstacle(evidence) }, ...proxy(evidence)]
  return [
    ...proxy(evidence),
    ...metadata(evidence),
    ...endpoints(evidence),
    ...missing(evidence.facts),
    ...clock(evidence),
    ...registration(evidence),
    ...scope(evidence),
    ...grant(evidence),
    ...token(evidence),
    ...introspection(evidence),
    ...unused(evidence),
    ...offers(evidence, tried),
  ]
}
