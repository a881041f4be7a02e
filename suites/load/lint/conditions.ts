import { matrixOf } from '../../language/matrix-of.ts'
import type { Problem } from '../../model/errors.ts'
import { conditionKeys } from '../../model/vocabulary.ts'
import { answerProblems } from './answers.ts'
import type { PlacedCondition } from './conditions-of.ts'
import type { StepFile } from './step-file.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** A condition speaks of matrix keys and values, parameters and steps that exist, and of answers that are there. */
export function conditionProblems(condition: PlacedCondition, file: StepFile, world: World): readonly Problem[] {
  const { raw, path } = condition
  const parameters = Object.keys(raw.param ?? {}).flatMap((name) =>
    unknownName(file.yaml, [...path, 'param', name], 'parameter', name, world.parameters, 'key'),
  )
  return [...matrixProblems(condition, file), ...parameters, ...answerProblems(condition, file)]
}

function matrixProblems({ raw, path }: PlacedCondition, file: StepFile): readonly Problem[] {
  return Object.entries(matrixOf(raw)).flatMap(([key, wanted]) => {
    const values = file.matrix[key]
    const place = [...path, key]
    if (values === undefined) {
      return unknownName(file.yaml, place, 'matrix key', key, [...Object.keys(file.matrix), ...conditionKeys], 'key')
    }
    if (typeof values === 'string') return []
    const never = wanted.filter((value) => !values.includes(value))
    const fix = `The matrix has ${values.join(', ')}.`
    return never.map((value) =>
      file.yaml.problem(place, `${key} is never ${value} here: no row can reach this`, { fix }),
    )
  })
}
