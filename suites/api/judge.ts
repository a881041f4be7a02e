import { readEvidence } from '../load/evidence.ts'
import { loadShipped } from '../load/shipped.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Report } from '../model/report.ts'
import type { Specs } from '../model/specs.ts'
import { judgeEvidence } from '../run/judge-evidence.ts'
import { findProfile, profileOf } from '../run/open-target.ts'

export interface JudgeOptions {
  /** Judge by this profile: a name, a name with a version (`rfc@1.0`), or the path of a profile file. Default: the one that the run named, in its version. */
  readonly profile?: string
}

/**
 * Judges recorded evidence again: no network, no clock. The same specifications give the very report of the run.
 * Takes the text of an evidence file, or the evidence that `run` returned. Throws InputError when it is anything else, or cut short.
 */
export async function judge(evidence: string | Evidence, options: JudgeOptions = {}): Promise<Report> {
  const read = typeof evidence === 'string' ? readEvidence(evidence, 'the evidence') : evidence
  return (await judgeBy(read, options.profile)).report
}

/** As `judge`, with the specifications that it judged by. `otherwise`: the profile where none is named and the run's does not ship. */
export async function judgeBy(
  evidence: Evidence,
  named?: string,
  otherwise?: string,
): Promise<{ specs: Specs; profile: Profile; report: Report }> {
  const shipped = await loadShipped()
  const found = named === undefined ? await profileOf(evidence, shipped, otherwise) : await findProfile(named, shipped)
  return { ...found, report: await judgeEvidence(found.specs, found.profile, evidence) }
}
