import type { Problem } from '../../model/errors.ts'
import type { WrittenCheck } from '../../model/language.ts'
import { givenName } from '../convert/check-names.ts'
import type { PlainStep } from '../unfold/plain.ts'
import type { Path } from '../yaml/path.ts'
import { everyProblems } from './every.ts'
import type { StepFile } from './step-file.ts'
import { subjectProblems } from './subjects.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** Checks cite requirements that exist, have names of their own, and assert something. */
export function checkProblems(file: StepFile, world: World): readonly Problem[] {
  const each = file.steps.flatMap((step, index) => stepChecks(step, ['steps', index], file, world))
  return [...each, ...citationProblems(file)]
}

function stepChecks(step: PlainStep, path: Path, file: StepFile, world: World): readonly Problem[] {
  const checks = step.expect ?? []
  const alone = checks.flatMap((check, index) => {
    const place = [...path, 'expect', index]
    return [
      ...requirementProblems(check, step, place, file, world),
      ...subjectProblems(check, place, file.yaml, world),
      ...everyProblems(check, place, file),
    ]
  })
  return [...alone, ...nameProblems(checks, path, file)]
}

function requirementProblems(
  check: WrittenCheck,
  step: PlainStep,
  path: Path,
  file: StepFile,
  world: World,
): readonly Problem[] {
  if (check.requirement !== undefined) {
    return unknownName(file.yaml, [...path, 'requirement'], 'requirement', check.requirement, world.requirements)
  }
  if (step.control || !file.cites) return []
  const fix = 'Add requirement: with the id of the statement that it checks, or make the step a control.'
  return [file.yaml.problem(path, 'this check cites no requirement', { fix })]
}

/** Two checks of one name could not be told apart in reports, baselines and recordings. */
function nameProblems(checks: readonly WrittenCheck[], path: Path, file: StepFile): readonly Problem[] {
  const seen = new Set<string>()
  return checks.flatMap((check, index) => {
    const name = givenName(check)
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name)
      return []
    }
    const place = [...path, 'expect', index, check.id === undefined ? 'requirement' : 'id']
    return [
      file.yaml.problem(place, `two checks of this step are called "${name}"`, {
        fix: 'Give one of them an id of its own.',
      }),
    ]
  })
}

function citationProblems(file: StepFile): readonly Problem[] {
  if (!file.cites) return []
  const cited = file.steps.some((step) => (step.expect ?? []).some((check) => check.requirement !== undefined))
  if (cited) return []
  return [
    file.yaml.problem([], 'no check of this scenario cites a requirement', {
      fix: 'Add a check with requirement: to a step.',
    }),
  ]
}
