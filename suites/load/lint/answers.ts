import { listOf } from '../../decode/list-of.ts'
import type { Problem } from '../../model/errors.ts'
import type { AnswerCondition } from '../../model/language.ts'
import type { Path } from '../yaml/path.ts'
import type { Part } from '../yaml/range.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import type { PlacedCondition } from './conditions-of.ts'
import { describedValues } from './described-values.ts'
import { matcherProblems } from './matchers.ts'
import { pointerProblems } from './pointers.ts'
import { type StepFile, stepsBefore } from './step-file.ts'
import { unknownName } from './unknown-name.ts'

/** The `answer` part of a condition names steps that have been answered, and describes answers that can exist. */
export function answerProblems(condition: PlacedCondition, file: StepFile): readonly Problem[] {
  return Object.entries(condition.raw.answer ?? {}).flatMap(([step, pattern]) => {
    const path = [...condition.path, 'answer', step]
    const named = stepProblems(step, { path, part: 'key' }, condition, file)
    const others = (['like', 'unlike'] as const).flatMap((key) => {
      const other = pattern[key]
      return other === undefined ? [] : stepProblems(other, { path: [...path, key], part: 'value' }, condition, file)
    })
    return [...named, ...others, ...patternProblems(pattern, path, file.yaml)]
  })
}

/** A pattern describes answers that can exist. */
export const patternProblems = (pattern: AnswerCondition, path: Path, yaml: YamlFile): readonly Problem[] => [
  ...memberProblems(pattern, path, yaml),
  ...jsonProblems(pattern, path, yaml),
]

interface Place {
  readonly path: Path
  readonly part: Part
}

function stepProblems(step: string, place: Place, condition: PlacedCondition, file: StepFile): readonly Problem[] {
  const { path, part } = place
  const refuse = (message: string) => [file.yaml.problem(path, message, { part, fix: 'Name an earlier step.' })]
  if (step === 'this') return condition.own ? [] : refuse('"this" means nothing here: no step is meant')
  if (condition.answered.includes(step)) return []
  const all = stepsBefore(file)
  if (!all.includes(step)) return unknownName(file.yaml, path, 'step', step, all, part)
  return refuse(`step "${step}" has not been sent yet at this point`)
}

function memberProblems(pattern: AnswerCondition, path: Path, yaml: YamlFile): readonly Problem[] {
  return (['has', 'lacks'] as const).flatMap((key) =>
    listOf(pattern[key] ?? []).flatMap((pointer) => pointerProblems(pointer, [...path, key], yaml)),
  )
}

function jsonProblems(pattern: AnswerCondition, path: Path, yaml: YamlFile): readonly Problem[] {
  return describedValues(pattern, path).flatMap(({ value, place }) => [
    ...pointerProblems(value.at, [...place, 'at'], yaml),
    ...matcherProblems(value, place, yaml),
  ])
}
