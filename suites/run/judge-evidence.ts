import { judge } from '../judge/judge.ts'
import { toReport } from '../judge/report.ts'
import { validatorFor } from '../load/schema-validator.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Report } from '../model/report.ts'
import type { SchemaValidator, Specs } from '../model/specs.ts'
import { scenariosOf } from '../plan/plan.ts'

/** Evidence in, report out: what a run does at its end, and what `grantcheck judge` does years later. */
export async function judgeEvidence(specs: Specs, profile: Profile, evidence: Evidence): Promise<Report> {
  return toReport(specs, judge(specs, profile, evidence, await schemasOf(specs, profile)), evidence)
}

/** Compares messages with every schema that a scenario of the profile names or holds. */
export function schemasOf(specs: Specs, profile: Profile): Promise<SchemaValidator> {
  const limitations = profile.limitations.flatMap((id) => specs.limitations[id]?.scenario ?? [])
  return validatorFor(specs, [...scenariosOf(specs, profile), ...limitations])
}
