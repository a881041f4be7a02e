import { issuedJwts, keepingRule, verifiesAsAttested } from '../../drive/kept-signatures.ts'
import type { Evidence } from '../../model/evidence.ts'

/** A run keeps signatures of its own tokens that had expired, of clients that it had deleted, and the recorded keys verify them. */
export function unfoundedSignatures(evidence: Evidence): readonly string[] {
  const { keptSignatures } = evidence
  if (keptSignatures === undefined) return []
  const tokens = new Map(issuedJwts(evidence).map((token) => [token.key, token]))
  const whyNot = keepingRule(evidence, 0)
  const verifies = verifiesAsAttested(evidence)
  return Object.entries(keptSignatures.signatures).flatMap(([key, signature]) => {
    const token = tokens.get(key)
    if (token === undefined) return [`the signature of ${key} is kept, and no answer has such an access token`]
    const because = whyNot(token)
    if (because !== undefined) return [`the signature of ${key} is kept, and ${because}`]
    return verifies(token, signature)
      ? []
      : [`the kept signature of ${key} is not the one that the run has verified with the recorded keys`]
  })
}
