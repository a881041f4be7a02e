import type { Problem } from '../../model/errors.ts'
import type { FileSet } from '../files/file-set.ts'
import { allowsProblems } from './allows.ts'
import { checkProblems } from './checks.ts'
import { clientProblems } from './clients.ts'
import { conditionProblems } from './conditions.ts'
import { conditionsOf } from './conditions-of.ts'
import { controlProblems } from './controls.ts'
import { hostingProblems } from './hosting.ts'
import { limitationProblems } from './limitations.ts'
import { profileProblems } from './profiles.ts'
import { reachProblems } from './reach.ts'
import { referenceProblems } from './references.ts'
import { requirementProblems } from './requirements.ts'
import { scenarioIdProblems } from './scenario-ids.ts'
import { ofLimitation, ofScenario, type StepFile } from './step-file.ts'
import { stepProblems } from './steps.ts'
import type { World } from './world.ts'

/** All that JSON Schema cannot see: names that must exist, order, and things that can never happen. Every problem at once. */
export function lint(files: FileSet, world: World): readonly Problem[] {
  const stepFiles = [...files.scenarios.map(ofScenario), ...files.limitations.map(ofLimitation)]
  return [
    ...requirementProblems(files.requirements),
    ...scenarioIdProblems(files),
    ...files.scenarios.flatMap((file) => allowsProblems(file, world)),
    ...stepFiles.flatMap((file) => stepFileProblems(file, world)),
    ...files.limitations.flatMap((file) => limitationProblems(file, world)),
    ...files.profiles.flatMap((file) => profileProblems(file, world)),
  ]
}

function stepFileProblems(file: StepFile, world: World): readonly Problem[] {
  return [
    ...stepProblems(file),
    ...clientProblems(file, world),
    ...checkProblems(file, world),
    ...controlProblems(file),
    ...referenceProblems(file, world),
    ...conditionsOf(file).flatMap((condition) => conditionProblems(condition, file, world)),
    ...hostingProblems(file),
    ...reachProblems(file),
  ]
}

/** Without repetitions, by file, then by place: the order in which somebody works through them. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const distinct = new Map(problems.map((problem) => [JSON.stringify([problem.at, problem.message]), problem]))
  return [...distinct.values()].toSorted(rank)
}

function rank({ at: one }: Problem, { at: other }: Problem): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
  if (one.file !== other.file) return one.file < other.file ? -1 : 1
  return one.line - other.line || one.column - other.column
}
