import type { Problem } from '../../model/errors.ts'
import type { ProofFile } from '../../model/language.ts'
import type { FileSet, Loaded } from '../files/file-set.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** Exceptions name steps that exist. (Whether a check is unproven is known to `grantcheck prove` only.) */
export function proofProblems(
  { raw, yaml }: Loaded<ProofFile>,
  { scenarios }: FileSet,
  world: World,
): readonly Problem[] {
  const steps =
    world.scenarios &&
    new Set(scenarios.flatMap(({ raw: { scenario, steps: all } }) => all.map((step) => `${scenario}:${step.id}`)))
  return (raw.unproven ?? []).flatMap(({ check }, index) => {
    const step = check.split(':').slice(0, 2).join(':')
    return unknownName(yaml, ['unproven', index, 'check'], 'step', step, steps)
  })
}
