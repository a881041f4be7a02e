import { recorded } from '../../judge/recorded-scope.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { PlannedRow } from '../../model/plan.ts'
import { contradictedDocument } from './document.ts'
import { strayExchanges } from './exchanges.ts'
import { unfoundedSignatures } from './kept-signatures.ts'
import { foreignPlaces } from './places.ts'
import { unattestedSecrets } from './secrets.ts'
import { unfoundedSkips } from './skips.ts'
import { impossibleTimes } from './times.ts'

/**
 * Where evidence contradicts itself, a sentence each. A run writes none of these: somebody edited the file, or put it together from several.
 * Everything is worked out from the evidence and the rows of the profile, so anybody can do it again.
 */
export function contradictions(evidence: Evidence, rows: readonly PlannedRow[]): readonly string[] {
  const from = recorded(evidence)
  return [
    ...strayExchanges(evidence),
    ...impossibleTimes(evidence),
    ...foreignPlaces(evidence),
    ...unattestedSecrets(evidence),
    ...contradictedDocument(evidence.facts, from.metadata),
    ...unfoundedSkips(evidence, rows, from),
    ...unfoundedSignatures(evidence),
  ]
}
