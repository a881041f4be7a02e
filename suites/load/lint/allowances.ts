import type { Problem } from '../../model/errors.ts'
import type { AllowancesFile } from '../../model/language.ts'
import type { FileSet, Loaded } from '../files/file-set.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/**
 * An allowance cites a document of the catalogue, and a section that a requirement cites too or whose title it gives. It is never wider than a member: its place is no glob.
 * (Whether an allowance is needed is known to `grantcheck prove --answers` only.)
 */
export function allowanceProblems(
  { raw, yaml }: Loaded<AllowancesFile>,
  { requirements }: FileSet,
  world: World,
): readonly Problem[] {
  const rows = requirements.flatMap((file) => file.raw.requirements)
  const documents = world.requirements && new Set(rows.map(({ source }) => source))
  return raw.may_differ.flatMap(({ source, section, title, silent, kind, place }, index) => {
    const path = ['may_differ', index]
    const unknown = unknownName(yaml, [...path, 'source'], 'document', source, documents)
    if (unknown.length > 0) return unknown
    const sections = new Set(
      rows.flatMap((row) => (row.source === source ? row.section.split(',').map((each) => each.trim()) : [])),
    )
    const found: Problem[] = []
    if (documents !== undefined && !sections.has(section) && title === undefined)
      found.push(
        yaml.problem([...path, 'section'], `no requirement cites section ${section} of ${source}`, {
          fix: 'Cite a section of the catalogue, or give the title of this one as `title`.',
        }),
      )
    if (silent && kind !== undefined)
      found.push(
        yaml.problem([...path, 'kind'], 'an answer that blocks is not one that no document speaks of', {
          fix: 'Leave out `silent` or `kind`.',
        }),
      )
    for (const each of [place].flat())
      if (/\*(?!\/|$| )|(?<!\/)\*|[?{}[\]]/u.test(each))
        found.push(
          yaml.problem([...path, 'place'], `"${each}" is wider than a member`, {
            fix: 'Name one place for each allowance, or a list of places. `*` only stands for an array index.',
          }),
        )
    return found
  })
}
