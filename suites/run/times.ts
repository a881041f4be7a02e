import { parametersOf } from '../drive/discover/parameters.ts'
import { InputError, type Problem } from '../model/errors.ts'
import type { ParameterValue } from '../model/language.ts'
import type { Profile } from '../model/profile.ts'
import type { Row, Scenario, Step } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import type { Target } from '../model/target.ts'
import { scenariosOf } from '../plan/plan.ts'
import { rowsOf } from '../plan/rows.ts'

/** Seconds that a step may wait or poll at most, as in the schema of scenarios. */
const longest = 3600

type Parameters = Readonly<Record<string, ParameterValue>>

/** Looks at the times that steps take from parameters and matrix values, before anything is sent. Throws InputError for one that is no time. */
export function checkTimes(specs: Specs, profile: Profile, target: Target): void {
  const parameters = parametersOf(target, profile)
  const problems = scenariosOf(specs, profile).flatMap((scenario) =>
    rowsOf(scenario, parameters).flatMap((row) =>
      scenario.steps.flatMap((step) => timeProblems(step, row, scenario, parameters)),
    ),
  )
  const distinct = new Map(problems.map((problem) => [problem.message, problem]))
  if (distinct.size > 0) throw new InputError([...distinct.values()])
}

function timeProblems(step: Step, row: Row, scenario: Scenario, parameters: Parameters): readonly Problem[] {
  return [step.wait, step.poll?.for].flatMap((written) => {
    const [, kind, name] = /^\$(param|matrix)\.([A-Za-z][A-Za-z0-9_]*)$/u.exec(String(written)) ?? []
    const value = name === undefined ? undefined : kind === 'param' ? parameters[name] : row[name]
    // One without a value is a scenario that does not apply.
    if (name === undefined || value === undefined || value === '') return []
    if (typeof value === 'number' && value >= 0 && value <= longest) return []
    return [
      {
        message: `${kind === 'param' ? 'parameter' : 'matrix value'} ${name} is ${JSON.stringify(value)}, and step ${step.id} of ${scenario.id} waits or polls for so many seconds`,
        fix: `Write a number of seconds from 0 to ${longest}.`,
      },
    ]
  })
}
