import type { Problem } from '../../model/errors.ts'
import type { CvesFile } from '../../model/language.ts'
import type { FileSet, Loaded } from '../files/file-set.ts'
import { selectorProblems, stepsOf } from './findings.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** Identifiers are used once, and the requirements and checks that an entry names exist. */
export function cvesProblems({ raw, yaml }: Loaded<CvesFile>, files: FileSet, world: World): readonly Problem[] {
  const steps = stepsOf(files)
  const seen = new Set<string>()
  return raw.cves.flatMap(({ id, aliases = [], requirements = [], pattern = [] }, index) => {
    const path = ['cves', index]
    const twice = [id, ...aliases].filter((each) => seen.has(each))
    for (const each of [id, ...aliases]) seen.add(each)
    const fix = 'Give each fault one entry.'
    return [
      ...twice.map((each) => yaml.problem([...path, 'id'], `duplicate identifier ${each}`, { fix })),
      ...requirements.flatMap((each, at) =>
        unknownName(yaml, [...path, 'requirements', at], 'requirement', each, world.requirements),
      ),
      ...pattern.flatMap((each, at) => selectorProblems(each, [...path, 'pattern', at], yaml, steps, world)),
    ]
  })
}
