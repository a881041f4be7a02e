import { isReplayable, replay } from '../drive/replay/replay.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import { rowsToConfirm } from '../run/judge-evidence.ts'

/** What came of making the run of the evidence once more. */
export type Replayed =
  | { readonly kind: 'same' }
  | { readonly kind: 'differs'; readonly differences: readonly string[] }
  /** Other versions send other requests. */
  | { readonly kind: 'not-replayable'; readonly because: string }

/** `version`: the one that is installed. */
export async function replayed(specs: Specs, profile: Profile, evidence: Evidence, version: string): Promise<Replayed> {
  const { tool } = evidence
  const own = tool.version === version && tool.specsDigest === specs.digest
  if (!isReplayable(evidence))
    return own
      ? {
          kind: 'differs',
          differences: ['this version writes down what a run was told, and the evidence has nothing of it'],
        }
      : { kind: 'not-replayable', because: 'it is of a version that did not write down what a run was told' }
  if (!own)
    return {
      kind: 'not-replayable',
      because: `it was recorded by grantcheck ${tool.version}, with specification files of its own`,
    }
  const repeat = (soFar: Evidence) => rowsToConfirm(specs, profile, soFar)
  const differences = await replay(evidence, { specs, profile, repeat }).catch((error: unknown) => [
    `the run cannot be made once more: ${error instanceof Error ? error.message : String(error)}`,
  ])
  return differences.length === 0 ? { kind: 'same' } : { kind: 'differs', differences }
}
