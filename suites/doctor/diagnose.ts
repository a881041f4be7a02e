import type { Evidence } from '../model/evidence.ts'
import type { Capability } from '../model/vocabulary.ts'
import { clock } from './diagnose/clock.ts'
import { endpoints } from './diagnose/endpoints.ts'
import { introspection } from './diagnose/introspection.ts'
import { metadata } from './diagnose/metadata.ts'
import { registration } from './diagnose/registration.ts'
import { token } from './diagnose/token.ts'
import { unreachableFix } from './diagnose/unreachable.ts'
import type { Diagnosis } from './diagnosis.ts'
import { missing } from './missing.ts'
import { offers } from './offers/offers.ts'

/**
 * Reads a short run's evidence for configuration mistakes, most basic first. `tried`: capabilities that the profile has scenarios for.
 * Pure; no verdicts.
 */
export function diagnose(evidence: Evidence, tried: ReadonlySet<Capability>): readonly Diagnosis[] {
  const { blocker } = evidence.facts
  if (blocker !== undefined) return [{ kind: 'blocking', says: blocker, fix: unreachableFix(evidence) }]
  return [
    ...metadata(evidence),
    ...endpoints(evidence),
    ...missing(evidence.facts),
    ...clock(evidence),
    ...registration(evidence),
    ...token(evidence),
    ...introspection(evidence),
    ...offers(evidence, tried),
  ]
}
