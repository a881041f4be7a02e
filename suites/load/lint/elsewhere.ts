import type { Problem } from '../../model/errors.ts'
import type { ElsewhereFile } from '../../model/language.ts'
import type { Loaded } from '../files/file-set.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** Identifiers are used once, and the requirements that they are held against exist. */
export function elsewhereProblems({ raw, yaml }: Loaded<ElsewhereFile>, world: World): readonly Problem[] {
  const ids = raw.tests.map(({ id }) => id)
  return raw.tests.flatMap(({ id, requirements = [] }, index) => [
    ...(ids.indexOf(id) === index
      ? []
      : [
          yaml.problem(['tests', index, 'id'], `duplicate identifier ${id}`, {
            fix: 'Give each identifier one entry.',
          }),
        ]),
    ...requirements.flatMap((each, at) =>
      unknownName(yaml, ['tests', index, 'requirements', at], 'requirement', each, world.requirements),
    ),
  ])
}
