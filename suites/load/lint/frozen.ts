import type { Problem } from '../../model/errors.ts'
import type { FrozenFile } from '../../model/language.ts'
import type { Loaded } from '../files/file-set.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** A frozen set is of a profile and of requirements that still exist: ids are never renamed, so that old versions stay usable. */
export function frozenProblems({ raw, yaml }: Loaded<FrozenFile>, world: World): readonly Problem[] {
  const lost = Object.keys(raw.requirements).filter((id) => world.requirements?.has(id) === false)
  return [
    ...unknownName(yaml, ['frozen'], 'profile', raw.frozen, world.profiles),
    ...lost.flatMap((id) => unknownName(yaml, ['requirements', id], 'requirement', id, world.requirements, 'key')),
  ]
}
