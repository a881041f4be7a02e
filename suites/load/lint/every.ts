import { isReference, parseReference } from '../../language/reference.ts'
import type { Problem } from '../../model/errors.ts'
import type { WrittenCheck } from '../../model/language.ts'
import type { Path } from '../yaml/path.ts'
import { patternProblems } from './answers.ts'
import { checkTexts } from './expressions.ts'
import type { StepFile } from './step-file.ts'

/** Keys of a pattern that compare an answer with a step, and every answer of the run is nobody's step. */
const ofSteps = ['sent', 'like', 'unlike', 'expiring'] as const

/** Not the same for every answer of the run. */
const ofRows: readonly string[] = ['matrix', 'client', 'second']

/** A check on every answer of the run looks at those answers, and at nothing that belongs to a step or a row. */
export function everyProblems(check: WrittenCheck, path: Path, file: StepFile): readonly Problem[] {
  const { every, when, requirement } = check
  if (every === undefined) return []
  const refuse = (place: Path, message: string, fix: string) => [
    file.yaml.problem(place, message, { part: 'key', fix }),
  ]
  const inMatrix = 'every row of the matrix would judge the same answers'
  const inWhen = 'a check on every answer has no single answer to look at here'
  return [
    ...(requirement === undefined
      ? refuse([...path, 'every'], 'this check cites no requirement', 'Add requirement.')
      : []),
    ...(Object.keys(file.matrix).length > 0
      ? refuse([...path, 'every'], inMatrix, 'Move the check to a scenario without a matrix.')
      : []),
    ...(when?.answer === undefined
      ? []
      : refuse([...path, 'when', 'answer'], inWhen, 'Describe the answers in every.answer.')),
    ...ofSteps.flatMap((key) =>
      every.answer[key] === undefined
        ? []
        : refuse(
            [...path, 'every', 'answer', key],
            `${key} compares with a step, and these answers are of many`,
            'Leave it out.',
          ),
    ),
    ...patternProblems(every.answer, [...path, 'every', 'answer'], file.yaml),
    ...checkTexts(check, path).flatMap(({ text, path: place }) =>
      refersToRow(text)
        ? [file.yaml.problem(place, `${text} is not the same for every answer of the run`, { fix: 'Refer to $this.' })]
        : [],
    ),
  ]
}

/** A reference to another step, or to what each row has of its own. */
function refersToRow(text: string): boolean {
  const reference = isReference(text) ? parseReference(text) : undefined
  if (!reference?.ok) return false
  return reference.value.kind === 'step' ? reference.value.step !== 'this' : ofRows.includes(reference.value.kind)
}
