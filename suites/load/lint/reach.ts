import type { Problem } from '../../model/errors.ts'
import { toCondition } from '../convert/to-condition.ts'
import type { StepFile } from './step-file.ts'

/** A check whose condition and whose step's condition never hold together is dead: no row reaches it. */
export function reachProblems(file: StepFile): readonly Problem[] {
  return file.steps.flatMap((step, index) => {
    const ofStep = step.when === undefined ? {} : (toCondition(step.when).matrix ?? {})
    return (step.expect ?? []).flatMap((check, place) => {
      if (check.when === undefined) return []
      const ofCheck = toCondition(check.when).matrix ?? {}
      const apart = Object.keys(ofCheck).find((key) => !overlap(ofStep[key], ofCheck[key]))
      if (apart === undefined) return []
      const path = ['steps', index, 'expect', place, 'when', apart]
      return [
        file.yaml.problem(
          path,
          `no row can reach this check: its step is only sent when ${apart} is ${ofStep[apart]?.join(' or ')}`,
        ),
      ]
    })
  })
}

function overlap<T>(one: readonly T[] | undefined, other: readonly T[] | undefined): boolean {
  return one === undefined || other === undefined || one.some((each) => other.includes(each))
}
