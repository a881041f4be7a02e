import type { Problem } from '../../model/errors.ts'
import type { RequirementFile } from '../../model/language.ts'
import type { Specs } from '../../model/specs.ts'
import type { Loaded } from '../files/file-set.ts'

/** Requirement ids are unique over all files, and `count` says how many a file has. */
export function requirementProblems(files: readonly Loaded<RequirementFile>[]): readonly Problem[] {
  const first = new Map<string, string>()
  return files.flatMap(({ raw, yaml }) => {
    const found = raw.requirements.length
    const counted =
      raw.count === found
        ? []
        : [
            yaml.problem(['count'], `count is ${raw.count}, but there are ${found} requirements`, {
              fix: 'Correct the number, or bring back the lost entry.',
            }),
          ]
    const twice = raw.requirements.flatMap(({ id }, index) => {
      const earlier = first.get(id)
      if (earlier === undefined) {
        first.set(id, yaml.file)
        return []
      }
      return [yaml.problem(['requirements', index, 'id'], `${earlier} has a requirement of the same id`)]
    })
    return [...counted, ...twice]
  })
}

/** A rule of a team must not take the id of a shipped requirement: it would change what others mean by it. Shipped files are their own. */
export function replacedRequirementProblems(
  files: readonly Loaded<RequirementFile>[],
  specs: Specs,
): readonly Problem[] {
  return files.flatMap(({ raw, yaml }) =>
    raw.requirements.flatMap(({ id, source, section }, index) => {
      const shipped = specs.requirements[id]
      if (shipped === undefined || (shipped.source === source && shipped.section === section)) return []
      return [
        yaml.problem(
          ['requirements', index, 'id'],
          `${shipped.source} section ${shipped.section} has a requirement of the same id`,
          {
            fix: 'Give the rule an id of your own, such as acme.token.one-hour.',
          },
        ),
      ]
    }),
  )
}
