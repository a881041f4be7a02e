import { isPointer } from '../../decode/pointer.ts'
import type { Problem } from '../../model/errors.ts'
import { listOf, scalarsOf } from '../convert/lists.ts'
import { reservedConditionKeys } from '../convert/to-condition.ts'
import type { RawAnswer } from '../raw/raw-scenario.ts'
import type { Path } from '../yaml/path.ts'
import type { PlacedCondition } from './conditions-of.ts'
import { matcherProblems } from './matchers.ts'
import { type StepFile, stepsBefore } from './step-file.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** A condition speaks of matrix keys and values, parameters and steps that exist, and of answers that are there. */
export function conditionProblems(condition: PlacedCondition, file: StepFile, world: World): readonly Problem[] {
  const { raw, path } = condition
  const parameters = Object.keys(raw.param ?? {}).flatMap((name) =>
    unknownName(file.yaml, [...path, 'param', name], 'parameter', name, world.parameters),
  )
  const answers = Object.entries(raw.answer ?? {}).flatMap(([step, pattern]) =>
    answerProblems(step, pattern, [...path, 'answer', step], condition, file),
  )
  return [...matrixProblems(condition, file), ...parameters, ...answers]
}

function matrixProblems({ raw, path }: PlacedCondition, file: StepFile): readonly Problem[] {
  const reserved: readonly string[] = reservedConditionKeys
  const keys = Object.keys(raw).filter((key) => !reserved.includes(key))
  return keys.flatMap((key) => {
    const values = file.matrix[key]
    const place = [...path, key]
    if (values === undefined) {
      return unknownName(file.yaml, place, 'matrix key', key, [...Object.keys(file.matrix), ...reserved])
    }
    return scalarsOf(raw[key])
      .filter((value) => !values.includes(value))
      .map((value) =>
        file.yaml.problem(place, `${key} is never ${value} here: no row can reach this`, {
          fix: `The matrix has ${values.join(', ')}.`,
        }),
      )
  })
}

function answerProblems(
  step: string,
  pattern: RawAnswer,
  path: Path,
  condition: PlacedCondition,
  file: StepFile,
): readonly Problem[] {
  const steps = [step, pattern.like, pattern.unlike].flatMap((name) =>
    name === undefined ? [] : stepProblems(name, path, condition, file),
  )
  const pointers = [
    ...listOf(pattern.has ?? []),
    ...listOf(pattern.lacks ?? []),
    ...(pattern.json ?? []).map(({ at }) => at),
  ]
  const malformed = pointers
    .filter((pointer) => !isPointer(pointer))
    .map((pointer) => file.yaml.problem(path, `"${pointer}" is not a JSON Pointer`, { fix: `Write "/${pointer}".` }))
  const matchers = (pattern.json ?? []).flatMap((each, index) =>
    matcherProblems(each, [...path, 'json', index], file.yaml),
  )
  return [...steps, ...malformed, ...matchers]
}

function stepProblems(
  step: string,
  path: Path,
  { answered, own }: PlacedCondition,
  file: StepFile,
): readonly Problem[] {
  if (step === 'this') {
    return own
      ? []
      : [
          file.yaml.problem(path, '"this" means nothing here: the step has not been sent', {
            fix: 'Name an earlier step.',
          }),
        ]
  }
  if (answered.includes(step)) return []
  const all = stepsBefore(file)
  if (!all.includes(step)) return unknownName(file.yaml, path, 'step', step, all)
  return [
    file.yaml.problem(path, `step "${step}" has not been sent yet at this point`, { fix: 'Name an earlier step.' }),
  ]
}
