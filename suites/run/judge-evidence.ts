import { judge } from '../judge/judge.ts'
import { toReport } from '../judge/report.ts'
import { validatorFor } from '../load/schema-validator.ts'
import { precompiledSchemas } from '../load/shipped.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Report } from '../model/report.ts'
import type { Specs } from '../model/specs.ts'

/** Evidence in, report out: what a run does at its end, and what `grantcheck judge` does years later. */
export async function judgeEvidence(specs: Specs, profile: Profile, evidence: Evidence): Promise<Report> {
  const judgement = judge(specs, profile, evidence, validatorFor(specs, await precompiledSchemas()))
  return toReport(specs, judgement, evidence)
}
