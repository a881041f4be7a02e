import type { Repetition } from '../drive/drive-input.ts'
import { judge } from '../judge/judge.ts'
import { toReport } from '../judge/report.ts'
import { isViolation } from '../judge/violation.ts'
import { validatorFor } from '../load/schema-validator.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Report } from '../model/report.ts'
import type { Step } from '../model/scenario.ts'
import type { SchemaValidator, Specs } from '../model/specs.ts'
import { scenariosOf } from '../plan/plan.ts'

/** Evidence in, report out: what a run does at its end, and what `grantcheck judge` does years later. */
export async function judgeEvidence(specs: Specs, profile: Profile, evidence: Evidence): Promise<Report> {
  return toReport(specs, judge(specs, profile, evidence, await schemasOf(specs, profile)), evidence)
}

/** The rows in which something failed or warned: nothing is a verdict that was seen once. */
export async function rowsToConfirm(
  specs: Specs,
  profile: Profile,
  evidence: Evidence,
): Promise<readonly Repetition[]> {
  const { scenarios, plan } = judge(specs, profile, evidence, await schemasOf(specs, profile))
  const rows = new Map([...plan.rows, ...plan.limitations.map(({ row }) => row)].map((row) => [row.id, row.scenario]))
  return scenarios.flatMap(({ id, checks }) => {
    const violated = checks.filter(({ verdict }) => isViolation(verdict))
    if (violated.length === 0) return []
    const steps = rows.get(id)?.steps.filter(isPlainRegistration) ?? []
    return [{ row: id, ownClient: violated.some(({ step }) => steps.some((each) => each.id === step)) }]
  })
}

/** It stands for the registration of the client that others use too. */
const isPlainRegistration = ({ operation, request }: Step): boolean =>
  operation === 'register' && Object.keys(request).length === 0

/** Compares messages with every schema that a scenario of the profile names or holds. */
export function schemasOf(specs: Specs, profile: Profile): Promise<SchemaValidator> {
  const limitations = profile.limitations.flatMap((id) => specs.limitations[id]?.scenario ?? [])
  return validatorFor(specs, [...scenariosOf(specs, profile), ...limitations])
}
