import { type FindingRule, findingClasses } from '../../model/finding.ts'
import type { FindingsFile } from '../../model/language.ts'
import type { Loaded } from '../files/file-set.ts'

/** All findings files together -> the rules in the order in which they are tried. Those without a title only say of which class a requirement's own finding is, so they come last. */
export function toFindings(files: readonly Loaded<FindingsFile>[]): readonly FindingRule[] {
  const rules = files.flatMap(({ raw, yaml }) =>
    raw.rules.map((rule, index) => ({ ...rule, class: raw.findings, at: yaml.locate(['rules', index]) })),
  )
  const sorted = findingClasses.flatMap((name) => rules.filter((rule) => rule.class === name))
  return [...sorted.filter(({ title }) => title !== undefined), ...sorted.filter(({ title }) => title === undefined)]
}
