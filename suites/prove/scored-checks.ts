import type { Specs } from '../model/specs.ts'
import { scenariosOf } from '../plan/plan.ts'
import { severityOf } from '../plan/severity.ts'

/** Key (scenario:step:name) -> requirement of every check that can fail or warn under at least one shipped profile. */
export function scoredChecks(specs: Specs): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const profile of Object.values(specs.profiles)) {
    for (const scenario of scenariosOf(specs, profile)) {
      for (const step of scenario.steps) {
        for (const check of step.expect) {
          const requirement = check.requirement === undefined ? undefined : specs.requirements[check.requirement]
          if (requirement === undefined || severityOf(requirement, profile).severity === 'accepted') continue
          found.set(`${scenario.id}:${step.id}:${check.name}`, requirement.id)
        }
      }
    }
  }
  return found
}
