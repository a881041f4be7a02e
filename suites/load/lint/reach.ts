import { matrixOf } from '../../language/matrix-of.ts'
import type { Problem } from '../../model/errors.ts'
import type { StepFile } from './step-file.ts'

/** A check whose condition and whose step's condition never hold together is dead: no row reaches it. */
export function reachProblems(file: StepFile): readonly Problem[] {
  return file.steps.flatMap((step, index) => {
    const ofStep = matrixOf(step.when ?? {})
    return (step.expect ?? []).flatMap((check, place) => {
      if (check.when === undefined) return []
      const ofCheck = matrixOf(check.when)
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
