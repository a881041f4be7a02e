import type { Problem } from '../../model/errors.ts'
import type { StepFile } from './step-file.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** The client templates that a scenario or limitation names exist in some profile. */
export function clientProblems(file: StepFile, world: World): readonly Problem[] {
  const named = (key: 'client' | 'second', allowed: readonly string[]): readonly Problem[] => {
    const name = file[key]
    if (name === undefined || allowed.includes(name)) return []
    return unknownName(file.yaml, [key], 'client template', name, world.templates)
  }
  return [...named('client', ['none']), ...named('second', [])]
}
