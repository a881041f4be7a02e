import type { Condition } from '../../model/language.ts'
import type { Path } from '../yaml/path.ts'
import { type StepFile, stepsBefore } from './step-file.ts'

/** A condition of a file, where it stands, and what it can look at. */
export interface PlacedCondition {
  readonly raw: Condition
  readonly path: Path
  /** Steps whose answers are there. */
  readonly answered: readonly string[]
  /** Whether `this` means a step here. */
  readonly own: boolean
}

/** All conditions of a file's steps: of steps, polls and checks. */
export function conditionsOf(file: StepFile): readonly PlacedCondition[] {
  const hosted = file.host.flatMap(({ when }, index) => placed(when, ['host', index, 'when'], [], false))
  const ofSteps = file.steps.flatMap((step, index) => {
    const path: Path = ['steps', index]
    const before = stepsBefore(file, index)
    const upTo = stepsBefore(file, index + 1)
    const checks = (step.expect ?? []).map((check, place) =>
      placed(check.when, [...path, 'expect', place, 'when'], upTo, true),
    )
    const served = (step.serve ?? []).map(({ when }, place) =>
      placed(when, [...path, 'serve', place, 'when'], before, false),
    )
    return [
      placed(step.when, [...path, 'when'], before, false),
      placed(step.poll?.until, [...path, 'poll', 'until'], upTo, true),
      ...served,
      ...checks,
    ].flat()
  })
  return [...hosted, ...ofSteps]
}

function placed(
  raw: Condition | undefined,
  path: Path,
  answered: readonly string[],
  own: boolean,
): readonly PlacedCondition[] {
  return raw === undefined ? [] : [{ raw, path, answered, own }]
}
